"""Long names and texts cut to what a report of few pages can hold; what is cut always shows it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_QUOTED = re.compile(r"“([^”]+)”")
_RESOLUTION = re.compile(r"^Chương trình thực hiện Nghị quyết .* của Bộ Chính trị(?: về)? ")
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")


def cut(text: str, length: int) -> str:
    """The text on one line, cut between words with "…" where it is longer."""
    text = " ".join(text.split()).rstrip(".;")
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def ended(text: str) -> str:
    """With its full stop, none after "…"."""
    return text if text.endswith("…") else f"{text}."


def lower_first(text: str) -> str:
    """As inside a sentence; an abbreviation ("UBND") keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def first_sentences(text: str, length: int) -> str:
    """As many whole sentences from the beginning as fit, at least a part of the first."""
    parts = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
    if not parts:
        return ""
    found = parts[0]
    for part in parts[1:]:
        if len(found) + len(part) + 1 > length:
            break
        found = f"{found} {part}"
    return cut(found, length)


def programme_name(title: str, length: int) -> str:
    """What a programme is called in a sentence: of “…” the quoted name, of one that carries out a resolution
    what that is about, else its beginning.
    """
    quoted = _QUOTED.search(title)
    kind = title.partition("“")[0].strip()
    if quoted and title.startswith(f"{kind} “"):
        return f"{kind} “{cut(quoted.group(1), max(length - len(kind) - 3, 20))}”"
    return cut(_RESOLUTION.sub("Chương trình về ", title), length)


@dataclass(frozen=True)
class Said:
    """What several said in the same words, and who or of what."""

    text: str
    by: tuple[str, ...]


def together(pairs: Iterable[tuple[str, str]]) -> list[Said]:
    """(text, who) pairs: the same words once, those that most said first."""
    found: dict[str, dict[str, None]] = {}
    for text, who in pairs:
        if key := " ".join(text.split()).rstrip("."):
            found.setdefault(key, {})[who] = None
    said = [Said(text, tuple(who)) for text, who in found.items()]
    return sorted(said, key=lambda one: -len(one.by))
