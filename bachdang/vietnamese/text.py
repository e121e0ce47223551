"""Vietnamese text: one form on the way in, folding for search, the order of a dictionary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

_BIDI = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_NOT_XML = frozenset("\ufffe\uffff")

MAX_TERMS = 10
"""Words of a query that are looked for; each costs one condition in SQL."""
SHORT = 3
"""Letters of a word that stands inside so many others that it says little there."""

Key = TypeVar("Key", bound=Hashable)

_LETTER_LIKE = {"đ": "d", "ð": "d"} | dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("“”„‟″", '"')
_QUOTED_OR_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
_LETTER_ORDER = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}  # ă after a, â after ă, ơ after ô
_I_FOR_Y = re.compile("(?<=[bcdfghjklmnpqrstvxz])y|(?<=qu)y")
_WORD = re.compile(r"[^\W_]+")
_LETTERS_OR_DIGITS = re.compile(r"\d+|\D+")
_TONE_ORDER = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền … nặng


_UNSEEN = frozenset(
    map(chr, [0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)
"""Marks and letters without a shape; the format characters of Unicode are known by their category."""


class _Folding(dict[int, str]):
    """Character → its folded form, worked out once; made for str.translate."""

    def __missing__(self, codepoint: int) -> str:
        folded = before = chr(codepoint)
        while True:
            folded = "".join(_fold_letter(c) for c in unicodedata.normalize("NFKD", folded.casefold()))
            if folded == before:
                break
            before = folded
        self[codepoint] = folded
        return folded


class _Seen(dict[int, str]):
    """Character → what is seen of it; made for str.translate."""

    def __missing__(self, codepoint: int) -> str:
        character = chr(codepoint)
        kind = unicodedata.category(character)
        if kind == "Zs" or character in "\t\u2800":
            seen = " "
        elif kind in ("Zl", "Zp") or character in "\n\r\x0b\x0c\x85":
            seen = "\n" if character != "\r" else character
        else:
            seen = "" if kind in ("Cc", "Cf") or character in _UNSEEN else character
        self[codepoint] = seen
        return seen


class _Printable(dict[int, str]):
    """Character → itself where a file may hold it; made for str.translate.

    Not control, direction and surrogate characters, nor the two code points that XML does not know.
    """

    def __missing__(self, codepoint: int) -> str:
        character = chr(codepoint)
        if character in "\n\r\x0b\x0c":  # Word's manual line break is a vertical tab
            kept = "\n"
        elif unicodedata.category(character) in ("Cc", "Cs") or character in _BIDI or character in _NOT_XML:
            kept = " " if character == "\t" else ""
        else:
            kept = character
        self[codepoint] = kept
        return kept


def _fold_letter(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):  # marks and invisible characters
        return ""
    if kind == "Pd":
        return "-"
    return " " if character.isspace() else _LETTER_LIKE.get(character, character)


_FOLDING = _Folding()
_SEEN = _Seen()
_PRINTABLE = _Printable()


def nfc(text: str) -> str:
    """`text` in the one form that is stored: NFC. Spelling is never changed."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """NFC without what nobody sees: zero-width and direction characters, soft hyphens, variation selectors.

    Every kind of space is a plain one, line breaks stay, none of either stands at the ends.
    """
    return nfc(text.translate(_SEEN)).strip()


def printable(text: str) -> str:
    """`text` as a file of any kind may hold it: NFC, no control or direction characters.

    Line breaks stay, a tab becomes a space.
    """
    return nfc(text.replace("\r\n", "\n").translate(_PRINTABLE))


def fold(text: str) -> str:
    """`text` for searching: no case, no marks, đ as d, dashes and quotes plain, white space collapsed.

    "Giải ngân" and "giai ngan", "Đá Bạc" and "da bac", "hoà" and "hòa" fold alike. fold(fold(x)) = fold(x).
    """
    return " ".join(text.translate(_FOLDING).split())


def search_fold(text: str) -> str:
    """`text` as it is stored to be searched and as a query is read: folded, y after a consonant as i.

    "tỷ lệ" and "tỉ lệ", "kỹ" and "kĩ", "quý" and "quí" are alike; "huy" and "hui", "tay" and "tai" are not.
    """
    return _I_FOR_Y.sub("i", fold(text))


def order_key(text: str) -> str:
    """Sorting key of a text, as in a Vietnamese dictionary: word by word, in a word first its letters
    (a ă â b c d đ e ê … o ô ơ … u ư), then its tone (ngang, huyền, hỏi, ngã, sắc, nặng); numbers by their
    size and before letters; capitals only decide between texts that are equal otherwise.

    The key has only a–z and 0–9 and no two letters side by side, so every collation of a database sorts it
    alike. Text without letters and digits gives "".
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    capitals = "".join("1" if letter.isupper() else "0" for word in words for letter in word).rstrip("0")
    return "".join(map(_word_key, words)) + (f"0{capitals}" if capitals else "")


def given_name_key(name: str) -> str:
    """Sorting key of a person's name: given name (last word), then family name, then the middle ones.

    Capitals do not matter: some write their names in capitals.
    """
    words = name.lower().split()
    return order_key(" ".join(words[-1:] + words[:-1]))


def search_terms(query: str) -> list[str]:
    """The folded words and "quoted phrases" of a query, in order, each once, at most MAX_TERMS."""
    terms: dict[str, None] = {}
    for phrase, word in _QUOTED_OR_WORD.findall(search_fold(query)):
        term = phrase.strip() or word.strip(",;:!?()")
        if term:
            terms.setdefault(term)
    return list(terms)[:MAX_TERMS]


def match_strength(terms: Iterable[str], folded: str) -> int:
    """How surely a folded text that holds every term is meant: 2 all are words of it, 1 a long one is only
    part of a word, 0 a short one is ("ki" in "kinh").
    """
    parts = [term for term in terms if not _holds_word(folded, term)]
    return 2 if not parts else int(min(map(len, parts)) > SHORT)


def without_weak(found: Mapping[Key, str], terms: Iterable[str]) -> list[Key]:
    """The keys of folded texts in which every term was found; where some hold the short terms as words,
    those that hold them only inside other words are left out.
    """
    wanted = list(terms)
    strengths = {key: match_strength(wanted, folded) for key, folded in found.items()}
    weak = 0 in strengths.values() and any(strengths.values())
    return [key for key, strength in strengths.items() if strength or not weak]


def _places(folded: str, term: str) -> Iterator[int]:
    at = folded.find(term)
    while at >= 0:
        yield at
        at = folded.find(term, at + 1)


def _is_word(folded: str, at: int, length: int) -> bool:
    """Whether what stands there is no part of a longer word."""
    around = folded[max(at - 1, 0) : at] + folded[at + length : at + length + 1]
    return not any(map(str.isalnum, around))


def _holds_word(folded: str, term: str) -> bool:
    return any(_is_word(folded, at, len(term)) for at in _places(folded, term))


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """`text` cut into (part, is_match) where the terms of `query` occur in its folded form.

    A short term is marked inside other words only where it is nowhere a word of its own.
    The parts joined are `text` itself; neighbouring parts differ in is_match; an empty text gives [].
    """
    folded, origins = _fold_with_origins(text)
    matched = [False] * len(text)
    for term in search_terms(query):
        whole = [at for at in _places(folded, term) if _is_word(folded, at, len(term))]
        for at in whole if whole and len(term) <= SHORT else _places(folded, term):
            first, last = origins[at], origins[at + len(term) - 1]
            matched[first : last + 1] = [True] * (last + 1 - first)
    for position in range(1, len(text)):  # combining marks go with their letter
        if unicodedata.combining(text[position]):
            matched[position] = matched[position - 1]
    return _segments(text, matched)


def _word_key(word: str) -> str:
    """Letters as pairs (base letter, variant), numbers as 9, how many digits, the digits; then the tone.

    A shorter word ends in its tone, 0–5: it sorts before whatever goes on with a number or a letter.
    """
    parts: list[str] = []
    tone = "0"
    for run in _LETTERS_OR_DIGITS.findall(word.casefold()):
        if run.isdecimal():
            digits = str(int(run))
            parts.append(f"9{min(len(digits), 99):02}{digits}")
            continue
        for character in unicodedata.normalize("NFD", run):
            if character in _TONE_ORDER:
                tone = _TONE_ORDER[character]
            elif character in _LETTER_ORDER and parts:
                parts[-1] = parts[-1][0] + _LETTER_ORDER[character]
            elif character == "đ":
                parts.append("d1")
            else:
                parts += [_letter(c) for c in fold(character) if c.isalnum()]  # "⑴" folds to "(1)"
    return "".join(parts) + tone


def _letter(character: str) -> str:
    """A letter of another alphabet comes after all of ours, by its number in Unicode."""
    return f"{character}0" if character.isascii() else f"z9{ord(character):07}"


def _fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The text folded for search and, for each of its characters, the position in `text` it came from."""
    folded: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for piece in _FOLDING[ord(character)]:
            if piece.isspace() and folded[-1:] in ([" "], []):
                continue
            folded.append(piece)
            origins.append(position)
    return _I_FOR_Y.sub("i", "".join(folded)), origins


def _segments(text: str, matched: list[bool]) -> list[tuple[str, bool]]:
    segments: list[tuple[str, bool]] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or matched[position] != matched[start]:
            segments.append((text[start:position], matched[start]))
            start = position
    return segments


def code_of(text: str, *, keep_case: bool = False) -> str:
    """A code made of a name: "Phòng Y tế" as phong-y-te, "05-KH/ĐU" as 05-KH-DU."""
    folded = fold(text)
    if keep_case:
        pairs = zip(text, folded, strict=False) if len(text) == len(folded) else ()
        folded = "".join(new.upper() if old.isupper() else new for old, new in pairs) or folded
    return re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-")[:50]
