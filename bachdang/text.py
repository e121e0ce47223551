"""Vietnamese text: one form on the way in, folding for search, order of people's names."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c]")  # Word's manual line break is a vertical tab
_BIDI = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_NOT_XML = frozenset("\ufffe\uffff")

MAX_TERMS = 10
"""Words of a query that are looked for; each costs one condition in SQL."""

_LETTER_LIKE = {"đ": "d", "ð": "d"} | dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("“”„‟″", '"')
_QUOTED_OR_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
_LETTER_ORDER = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}  # ă after a, â after ă, ơ after ô
_TONE_ORDER = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền … nặng


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


def _fold_letter(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):  # marks and invisible characters
        return ""
    if kind == "Pd":
        return "-"
    return " " if character.isspace() else _LETTER_LIKE.get(character, character)


_FOLDING = _Folding()


def nfc(text: str) -> str:
    """`text` in the one form that is stored: NFC. Spelling is never changed."""
    return unicodedata.normalize("NFC", text)


def printable(text: str) -> str:
    """`text` as a file of any kind may hold it: NFC, no control or direction characters.

    Line breaks stay, a tab becomes a space.
    """
    text = nfc(_LINE_BREAKS.sub("\n", text).replace("\t", " "))
    return "".join(c for c in text if c == "\n" or not _is_forbidden(c))


def _is_forbidden(character: str) -> bool:
    """Control, direction and surrogate characters, and the two code points that XML does not know."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in _BIDI or character in _NOT_XML


def fold(text: str) -> str:
    """`text` for searching: no case, no marks, đ as d, dashes and quotes plain, white space collapsed.

    "Giải ngân" and "giai ngan", "Đá Bạc" and "da bac", "hoà" and "hòa" fold alike. fold(fold(x)) = fold(x).
    """
    return " ".join(text.translate(_FOLDING).split())


def given_name_key(name: str) -> str:
    """Sorting key of a person's name: given name (last word), then family name, then the middle ones.

    Vietnamese order: letters first (a ă â … d đ e ê … o ô ơ … u ư), then the tone (ngang, huyền, hỏi, ngã,
    sắc, nặng). The key has only a–z and 0–9, so every database collation sorts it alike.
    """
    words = name.split()
    return "".join(_word_key(word) for word in words[-1:] + words[:-1])


def search_terms(query: str) -> list[str]:
    """The folded words and "quoted phrases" of a query, in order, each once, at most MAX_TERMS."""
    terms: dict[str, None] = {}
    for phrase, word in _QUOTED_OR_WORD.findall(fold(query)):
        term = phrase.strip() or word.strip(",;:!?()")
        if term:
            terms.setdefault(term)
    return list(terms)[:MAX_TERMS]


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """`text` cut into (part, is_match) where the terms of `query` occur in its folded form.

    The parts joined are `text` itself; neighbouring parts differ in is_match; an empty text gives [].
    """
    folded, origins = _fold_with_origins(text)
    matched = [False] * len(text)
    for term in search_terms(query):
        at = folded.find(term)
        while at >= 0:
            first, last = origins[at], origins[at + len(term) - 1]
            matched[first : last + 1] = [True] * (last + 1 - first)
            at = folded.find(term, at + 1)
    for position in range(1, len(text)):  # combining marks go with their letter
        if unicodedata.combining(text[position]):
            matched[position] = matched[position - 1]
    return _segments(text, matched)


def _word_key(word: str) -> str:
    """Each letter as a pair (base letter, variant), then one digit for the tone."""
    pairs: list[str] = []
    tone = "0"
    for character in unicodedata.normalize("NFD", word.casefold()):
        if character in _TONE_ORDER:
            tone = _TONE_ORDER[character]
        elif character in _LETTER_ORDER and pairs:
            pairs[-1] = pairs[-1][0] + _LETTER_ORDER[character]
        elif character == "đ":
            pairs.append("d1")
        else:
            pairs += [f"{c}0" for c in fold(character) if c.isascii() and c.isalnum()]
    return "".join(pairs) + tone


def _fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the position in `text` it came from."""
    folded: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for piece in _FOLDING[ord(character)]:
            if piece.isspace() and folded[-1:] in ([" "], []):
                continue
            folded.append(piece)
            origins.append(position)
    return "".join(folded), origins


def _segments(text: str, matched: list[bool]) -> list[tuple[str, bool]]:
    segments: list[tuple[str, bool]] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or matched[position] != matched[start]:
            segments.append((text[start:position], matched[start]))
            start = position
    return segments
