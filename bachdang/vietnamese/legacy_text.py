"""Vietnamese typed in a code page of before Unicode: recognised, and turned into Unicode.

What was typed with a font such as .VnTime or VNI-Times is stored as Western letters and signs
("B¸o c¸o", "Baùo caùo"). Tables: TCVN 5712:1993 (TCVN3, "ABC"), the VNI font layout for Windows, RFC 1456
(VISCII), windows-1258; and UTF-8 that was read as Western text ("BÃ¡o cÃ¡o"). A word counts only when it is
no Vietnamese syllable as it stands and is one when turned: proper Unicode is not taken for something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from bachdang.vietnamese.syllables import is_syllable


def _western(byte: int) -> str:
    """A byte as Western Windows shows it; the five it does not know as control characters."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


def western(content: bytes) -> str:
    """Bytes as Western Windows shows them."""
    return "".join(map(_western, content))


_BYTES = {_western(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x80, 0xA0)
}

_TCVN3_FROM = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_TCVN3 = {chr(at + i): letter for at, letters in _TCVN3_FROM.items() for i, letter in enumerate(letters)}

_VISCII_LOW = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
_VISCII_HIGH = (
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = {_western(0x80 + i): letter for i, letter in enumerate(_VISCII_LOW + _VISCII_HIGH)}

_VNI_TONES = dict(zip("øûõùï", ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), strict=True))
_VNI_MARKED = {
    "a": {"â": "â", "à": "ầ", "å": "ẩ", "ã": "ẫ", "á": "ấ", "ä": "ậ",
          "ê": "ă", "è": "ằ", "ú": "ẳ", "ü": "ẵ", "é": "ắ", "ë": "ặ"},
    "e": {"â": "ê", "à": "ề", "å": "ể", "ã": "ễ", "á": "ế", "ä": "ệ"},
    "o": {"â": "ô", "à": "ồ", "å": "ổ", "ã": "ỗ", "á": "ố", "ä": "ộ"},
}  # fmt: skip
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _vni_pairs() -> dict[str, str]:
    """Letter and mark behind it → the letter, small and capital."""
    pairs = {base + mark: letter for base, marks in _VNI_MARKED.items() for mark, letter in marks.items()}
    for typed, letter in {**{c: c for c in "aeouy"}, "ô": "ơ", "ö": "ư"}.items():
        pairs |= {typed + mark: unicodedata.normalize("NFC", letter + t) for mark, t in _VNI_TONES.items()}
    small = _VNI_ALONE | pairs
    mixed = {typed[0].upper() + typed[1:]: letter.upper() for typed, letter in small.items()}
    mixed |= {typed[0] + typed[1:].upper(): letter for typed, letter in pairs.items()}
    return small | mixed | {typed.upper(): letter.upper() for typed, letter in small.items()}


_VNI = _vni_pairs()
_VNI_TYPED = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_TYPOGRAPHIC = "\u00a0“”‘’„–—…•"
_RUN = re.compile("[^\x00-\x7f]+")
_LOST_HORN = re.compile("(?<![ưƯ])([ờởỡớợơỜỞỠỚỢƠ])(?=(?:ng|c|NG|C)(?![^\\W\\d_]))")


def _from_tcvn3(text: str) -> str:
    turned = "".join(_TCVN3.get(c, c) for c in text)
    # "ư" is a soft hyphen there, which copying loses; no syllable ends in "ơng" or "ơc".
    return _LOST_HORN.sub(lambda found: ("Ư" if found[1].isupper() else "ư") + found[1], turned)


def _from_vni(text: str) -> str:
    return _VNI_TYPED.sub(lambda found: _VNI[found[0]], text)


def _from_viscii(text: str) -> str:
    turned = "".join(_VISCII.get(c, c) for c in text)
    # Its capitals stand where Western text has quotation marks and dashes.
    capitals = turned.isupper() and any(c.isalpha() for c in text)
    return turned if capitals else "".join(c if c in _TYPOGRAPHIC else _VISCII.get(c, c) for c in text)


def _from_1258(text: str) -> str:
    return unicodedata.normalize("NFC", _RUN.sub(lambda found: _decoded(found[0], "cp1258"), text))


def _from_utf8(text: str) -> str:
    return unicodedata.normalize("NFC", _RUN.sub(lambda found: _decoded(found[0], "utf-8"), text))


def _decoded(run: str, encoding: str) -> str:
    """Western characters as the bytes they were, read in `encoding`; as they are when they are no such."""
    try:
        return bytes(_BYTES[c] for c in run).decode(encoding)
    except (KeyError, UnicodeDecodeError):
        return run


@dataclass(frozen=True)
class CodePage:
    """A way Vietnamese was stored. `letters`: what it stores it with; `splits`: what else ends a word.

    `beside_unicode`: other texts of the same file are Unicode, so a text that may be either is left alone.
    """

    key: str
    name: str
    turn: Callable[[str], str]
    letters: frozenset[str]
    splits: str = ""
    unmistakable: bool = False
    beside_unicode: bool = False

    @cached_property
    def words(self) -> re.Pattern[str]:
        return re.compile(rf"[^ \t\r\n\x0b\x0c!-/:-@\[-`{{-~{self.splits}]+")


_ALL = frozenset(_BYTES)
CODE_PAGES = (
    CodePage("utf8", "UTF-8 mở sai bảng mã", _from_utf8, _ALL, unmistakable=True),
    CodePage("tcvn3", "TCVN3 (ABC)", _from_tcvn3, frozenset(_TCVN3), _TYPOGRAPHIC),
    CodePage("vni", "VNI", _from_vni, frozenset("".join(_VNI)), _TYPOGRAPHIC),
    CodePage("viscii", "VISCII", _from_viscii, frozenset(_VISCII)),
    CodePage("cp1258", "Windows-1258", _from_1258, _ALL),
)
_BY_KEY = {page.key: page for page in CODE_PAGES}
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
"""Western letters that are Vietnamese ones as they stand."""
_MEASURES = ("µm", "m²", "m³")
_PUNCTUATION = "()[]“”\"'.,:;!?–—-"
_ABBREVIATION = re.compile("[A-ZĐ]{2,9}")


@dataclass(frozen=True)
class _Evidence:
    """Words of a text: for a code page, against it, proper Unicode, Western ones that stand as they are."""

    page: CodePage
    good: tuple[str, ...]
    bad: int
    proper: int
    stand: int

    @property
    def is_mixed(self) -> bool:
        """Whether some of the text is Unicode already; a few words of any code page look so by chance."""
        return self.proper > 0 or 4 * self.stand > len(self.good)

    @property
    def is_enough(self) -> bool:
        if not self.good or len(self.good) < 3 * self.bad or (self.is_mixed and self.bad):
            return False
        return self.page.unmistakable or len(self.good) > 1 or self._is_striking(self.good[0])

    def _is_striking(self, word: str) -> bool:
        """One word alone counts when it can hardly be foreign: "§¹t", "phöôøng"; not "på"."""
        high = [c for c in word if not c.isascii()]
        if self.page.key not in ("tcvn3", "vni"):
            return False
        signs = any(c in "µªº" or not c.isalpha() for c in high)
        strange = len(self.page.turn(word)) > 3 and not _VIETNAMESE.issuperset(high)
        return signs or len(high) > 1 or strange


def code_page_of(text: str) -> CodePage | None:
    """The code page that `text` was typed in; None for Unicode, other languages and doubtful cases."""
    return code_page_of_all([text])


def code_page_of_all(texts: Iterable[str]) -> CodePage | None:
    """The code page of texts that belong together, such as the cells of a table.

    Texts without a proper Unicode word are weighed as one; beside one that has them each stands alone.
    """
    marked = list(dict.fromkeys(text for text in texts if not text.isascii()))
    pure = [text for text in marked if not _is_proper(text)]
    weighed = ["\n".join(pure), *(text for text in marked if _is_proper(text) and _might_be_old(text))]
    found = [one for text in weighed for page in CODE_PAGES if (one := _evidence(page, text)).is_enough]
    best = max(found, key=lambda one: len(one.good) - one.bad - one.stand, default=None)
    return replace(best.page, beside_unicode=len(pure) < len(marked)) if best else None


def _is_proper(text: str) -> bool:
    """Whether some letter can only be Unicode: none of Western Windows."""
    return any(c not in _ALL and not c.isascii() and c.isalpha() for c in text)


def _might_be_old(text: str) -> bool:
    return any(c in _ALL and c not in _VIETNAMESE and c not in _TYPOGRAPHIC for c in text)


def code_page(key: str, *, beside_unicode: bool) -> CodePage | None:
    """The code page of that key."""
    page = _BY_KEY.get(key)
    return replace(page, beside_unicode=beside_unicode) if page else None


def to_unicode(text: str, page: CodePage) -> str:
    """`text` of `page` in Unicode, NFC. Beside proper Unicode words only those are turned that must be.

    TCVN3 has no capitals with tones: a word whose plain letters are all capitals gets them.
    """
    if text.isascii():
        return text
    evidence = _evidence(page, text)
    if page.beside_unicode and not evidence.good:
        return text
    mixed = evidence.is_mixed
    turned = page.words.sub(lambda found: _turned(found[0], page, only_if_sure=mixed), text)
    if page.key == "tcvn3":
        turned = _with_capitals(text, turned)
    return unicodedata.normalize("NFC", turned)


def _turned(word: str, page: CodePage, *, only_if_sure: bool) -> str:
    turned = page.turn(word)
    stands = _is_syllables(word) and "ð" not in word.casefold()
    return word if only_if_sure and (stands or not _is_syllables(turned)) else turned


def _evidence(page: CodePage, text: str) -> _Evidence:
    """Every word weighed; one that occurs again is no further evidence for the page."""
    good: list[str] = []
    bad = proper = stand = 0
    for word in page.words.findall(text):
        if word.isascii() or word in _MEASURES or any(c.isdigit() and c.isascii() for c in word):
            continue
        stands, turned = _is_syllables(word), page.turn(word)
        becomes = turned != word and _is_syllables(turned)
        if stands:
            proper += not _ALL.issuperset(c for c in word if not c.isascii())
            stand += not becomes and turned != word
            stand += any(c in _ALL and c not in page.letters for c in word)
        elif becomes and len(word) > 1:
            good.append(word)
        elif turned != word and not _ABBREVIATION.fullmatch(turned):
            bad += 1
        bad += not stands and any(c in _ALL and c not in page.letters for c in word)
    return _Evidence(page, tuple(dict.fromkeys(good)), bad, proper, stand)


def _is_syllables(text: str) -> bool:
    """Only VISCII and UTF-8 keep a no-break space inside what looks like a word."""
    return all(is_syllable(part) for part in re.split("[\u00a0“”‘’–—…]", text) if part)


def _with_capitals(typed: str, turned: str) -> str:
    """Words of a capital font: "§¶NG" is ĐẢNG; "VÒ" is Về, unless a neighbour is a word all in capitals.

    An abbreviation is none: "THCS Lý", "Số: 12-KH/ĐU" stay as they are.
    """
    before, after = re.split(r"(\s+)", typed), re.split(r"(\s+)", turned)
    if len(before) != len(after):
        return turned
    capital = [_plain_capitals(word) for word in before]
    whole = [count > 1 for count in capital]
    words = list(range(0, len(before), 2))
    said = [whole[at] and is_syllable(word.strip(_PUNCTUATION)) for at, word in enumerate(after)]
    near = {at for one, other in pairwise(words) if said[one] or said[other] for at in (one, other)}
    return "".join(
        word.upper() if whole[at] or (capital[at] == 1 and at in near) else word
        for at, word in enumerate(after)
    )


def _plain_capitals(word: str) -> int:
    """How many ASCII capitals a word has; 0 when it has small ones too."""
    letters = [c for c in word if c.isascii() and c.isalpha()]
    return len(letters) if all(c.isupper() for c in letters) else 0
