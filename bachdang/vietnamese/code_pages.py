"""The question asked of a file whose text is of before Unicode; nothing is written before it is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from bachdang.vietnamese.legacy_text import CodePage, code_page_of_all, to_unicode

ANSWER: Final = "unicode"
"""The button that was pressed: its value is "yes" or "no"."""
_SHOWN: Final = 8


@dataclass(frozen=True)
class CodePageQuestion:
    """Texts as they stand and as they would become, of the first ones that differ."""

    page: CodePage
    examples: list[tuple[str, str]]
    more: int

    @classmethod
    def of(cls, texts: Iterable[str], page: CodePage | None = None) -> Self | None:
        """None when the texts are in Unicode."""
        texts = list(dict.fromkeys(texts))
        page = page or code_page_of_all(texts)
        if page is None:
            return None
        turned = [(text, to_unicode(text, page)) for text in texts]
        differing = [pair for pair in turned if pair[0] != pair[1]]
        return cls(page, differing[:_SHOWN], max(len(differing) - _SHOWN, 0)) if differing else None


def answered(data: Mapping[str, str]) -> bool | None:
    """Whether the texts are to be turned; None when the question was not answered."""
    return {"yes": True, "no": False}.get(data.get(ANSWER, ""))
