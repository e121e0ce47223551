"""What the words of a line say of its kind: headings of goals, assignments, titles, signatures."""

from __future__ import annotations

import re
from typing import Final

from bachdang.vietnamese.text import fold
from plans.models import ClauseKind

OVERALL, GOALS, BOTH, ACTIVITIES = "overall", "goals", "both", "activities"

_TITLES: Final = ("ke hoach", "chuong trinh", "nghi quyet", "de an", "quyet dinh", "chi thi", "phuong an")
_PROGRAMME_SECTIONS: Final = ("chuong trinh", "de an", "nhiem vu", "giai phap")
_PROGRAMMES: Final = ("chuong trinh", "de an", "nhiem vu", "du an", "cuoc van dong")
_ASSIGNED: Final = (
    (
        re.compile(r"(phan cong|to chuc) thuc hien\s*:|(don vi|co quan) (chu tri|thuc hien)\s*:"),
        ClauseKind.ASSIGNMENT,
    ),
    (re.compile(r"(tien do|thoi gian|thoi han)[^:]{0,45}:"), ClauseKind.SCHEDULE),
    (re.compile(r"(nguon luc|kinh phi|nguon von|nguon kinh phi)[^:]{0,30}:"), ClauseKind.RESOURCES),
)  # fmt: skip
_YEAR: Final = re.compile(
    r"(?:\+|-)?\s*Đến\s+(?:hết\s+)?năm\s+(20\d\d)\s*(?:\([^()]*\)\s*)?(?::|$)\s*(.*)",
    re.DOTALL | re.IGNORECASE,
)
_YEAR_OF_GOALS: Final = re.compile(
    r"(?:[\d.]+\s+|[-+]\s*)?"
    r"(?:(?:muc tieu|chi tieu|tam nhin|dinh huong)\b[^.;:]{0,60}? den (?:het )?|tam nhin )"
    r"(?:nam )?(20\d\d)\s*(?:\([^()]*\)\s*)?:?"
)
_ASSIGNED_BELOW: Final = (
    (re.compile(r"(phan cong|to chuc|don vi|co quan)( chu tri)?( thuc hien)?"), ClauseKind.ASSIGNMENT),
    (re.compile(r"(tien do|thoi gian|thoi han)( thuc hien)?"), ClauseKind.SCHEDULE),
    (re.compile(r"(nguon luc|kinh phi|nguon von|nguon kinh phi)( thuc hien)?"), ClauseKind.RESOURCES),
)
_NAMED: Final = re.compile(
    r"((?:chương trình|đề án|nhiệm vụ|dự án)(?:\s+số)?\s+(\d{1,2}))\s*[:.–-]\s*(\S.*)", re.IGNORECASE
)
_NEITHER: Final = (
    "quan diem", "phuong cham", "boi canh", "thuc trang", "danh gia tinh hinh", "ton tai", "han che",
    "bai hoc", "kiem tra", "giam sat",
)  # fmt: skip
_SIGNS_FOR: Final = re.compile(r"\W*(t/?m\.?|tm\.|kt\.|tl\.|tuq\.)(\s|\W|$)")
_OFFICES: Final = re.compile(r"\W*(pho )?(bi thu|chu tich|chanh van phong)(?=\W|$)")
_OF_BODIES: Final = re.compile(
    "thu|tich|van|phong|thuong|truc|dang|uy|ban|nhan|dan|hoi|dong|phuong|xa|thi|tran|dac|khu"
)
_FIGURE: Final = re.compile(r"(?<![\d./])(?!20[2-5]\d(?!\d))\d")
LETTERHEADS: Final = (
    "dang cong san viet nam",
    "cong hoa xa hoi",
    "doc lap - tu do",
    "dang bo ",
    "dang uy ",
    "uy ban nhan dan ",
)


def mode_of(text: str) -> str:
    """What stands under a heading with these words; "" when they do not say."""
    words = fold(text)
    if says_neither(text):
        return ""
    if "muc tieu" in words and "muc dich" not in words and not words.startswith(("giai phap", "hoat dong")):
        overall, single = "tong quat" in words or "muc tieu chung" in words, "cu the" in words
        return BOTH if overall and single else OVERALL if overall else GOALS
    if re.search(r"\bchi tieu\b", words):
        return GOALS
    if any(
        part in words for part in ("hoat dong chinh", "cac hoat dong", "nhiem vu", "giai phap", "noi dung")
    ):
        return ACTIVITIES
    return ACTIVITIES if words.startswith("hoat dong") else ""


def says_neither(text: str) -> bool:
    """Whether a heading is of what is neither to be reached nor to be done, whatever it stands under."""
    return fold(text).startswith(_NEITHER)


def assigned_kind(text: str) -> ClauseKind | None:
    """Assignment, schedule or resources, when the line begins as one."""
    words = fold(text[:90])
    return next((kind for pattern, kind in _ASSIGNED if pattern.match(words)), None)


def assigned_heading(text: str) -> ClauseKind | None:
    """Of which of them a line is the heading alone: "Phân công thực hiện", what is said stands below."""
    words = fold(text).strip(" :.")
    return next((kind for pattern, kind in _ASSIGNED_BELOW if pattern.fullmatch(words)), None)


def split_assigned(text: str) -> list[str]:
    """An assignment, a schedule and resources written in one paragraph, cut at their sentences."""
    parts = re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", text)
    cut: list[str] = []
    for part in parts:
        if cut and assigned_kind(part) is None:
            cut[-1] = f"{cut[-1]} {part}"
        else:
            cut.append(part)
    return cut


def year_of(text: str) -> tuple[int, str] | None:
    """(year, what follows) of a line "Đến năm 2030: …"."""
    found = _YEAR.fullmatch(text.strip())
    return (int(found[1]), found[2].strip()) if found else None


def year_of_goals(text: str) -> int:
    """The year of a heading of goals, "Đến năm 2030:" or "Mục tiêu đến năm 2045"; 0 for none, or for two."""
    if found := year_of(text):
        return found[0]
    named = _YEAR_OF_GOALS.fullmatch(fold(text))
    return int(named[1]) if named and len(re.findall(r"20\d\d", text)) == 1 else 0


def is_title(text: str) -> bool:
    """The kind of the document: in capitals, alone or with what it is about."""
    words = fold(text)
    return words in _TITLES or (text.isupper() and words.startswith(_TITLES))


def is_programme_section(text: str) -> bool:
    words = fold(text)
    return any(part in words for part in _PROGRAMME_SECTIONS) and not words.startswith("to chuc thuc hien")


def is_programme(text: str) -> bool:
    return fold(text).startswith(_PROGRAMMES)


def named_programme(text: str) -> tuple[str, int, str] | None:
    """(as printed, its number, its name) of "Chương trình 2: …"."""
    found = _NAMED.fullmatch(text)
    return (found[1], int(found[2]), found[3]) if found else None


def is_duty_section(text: str) -> bool:
    words = fold(text)
    return words.startswith(("to chuc thuc hien", "phan cong thuc hien", "trach nhiem"))


def is_recipients(text: str) -> bool:
    return bool(re.match(r"noi nhan\s*(:|\W*$)", fold(text)))


def is_signature(text: str) -> bool:
    """For whom somebody signs, or the office alone; who says what an office does, signs nothing."""
    words = fold(text)
    if _SIGNS_FOR.match(words):
        return True
    if not _OFFICES.match(words) or text.rstrip().endswith((".", ";", ":", ",")):
        return False
    return text.isupper() or all(map(_is_of_office, text.split()[1:]))


def _is_of_office(word: str) -> bool:
    """Whether a word belongs to what somebody is: a name, or the bodies in small letters."""
    return word[:1].isupper() or bool(_OF_BODIES.fullmatch(fold(word)))


def is_letterhead(text: str) -> bool:
    words = fold(text)
    return words.startswith(LETTERHEADS) or bool(re.match(r"so\s*:?\s*[\d.…]*\s*-?\s*[/-]?[a-z]", words))


def is_statement(text: str) -> bool:
    """A sentence, or a short one that says a figure; a year is none."""
    return is_sentence(text) or (text.rstrip().endswith((".", ";")) and bool(_FIGURE.search(text)))


def said_of(text: str) -> str:
    """What a heading says itself behind its colon: "Mục tiêu: 100% hộ dân …"; "" where it only names it."""
    said = text.partition(":")[2].strip()
    return said if _FIGURE.search(said) or said.endswith(".") else ""


def is_sentence(text: str) -> bool:
    """Whether a line is a statement of its own, not the name of what follows."""
    return len(text) > (60 if text.rstrip().endswith((".", ";")) else 250)
