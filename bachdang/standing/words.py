"""The quarter in words: what a round's reports of programmes and duties say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bachdang.standing.due_reports import MISSING, STATE_LABELS, report_state
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Period, Report, ReportState


@dataclass(frozen=True)
class RoundWords:
    """The reports of one item in a round: the one that counts, and the one on its way to count."""

    counted: Report | None = None
    under_way: Report | None = None

    @property
    def state(self) -> str:
        """How far the words are; once a revision counts they are in, whatever follows."""
        if self.counted is not None:
            return str(ReportState.ACCEPTED)
        return report_state(self.under_way)

    @property
    def state_label(self) -> str:
        return "Chưa có" if self.state == MISSING else str(STATE_LABELS[self.state])

    @property
    def are_in(self) -> bool:
        return self.counted is not None

    @property
    def beginning(self) -> str:
        """What the counted report begins with: the result, else why there was none."""
        if self.counted is None:
            return ""
        return self.counted.result or self.counted.no_data_reason


def words_of(book: QuarterBook, item: int) -> RoundWords:
    """The words of the round about an item."""
    rows = book.revisions.get(item, ())
    under_way = next((one for one in rows if one.state != ReportState.ACCEPTED), None)
    return RoundWords(book.counted.get(item), under_way)


_TOLD = ("result", "limits", "no_data_reason")


def words_of_rounds(rounds: Sequence[Period], items: Sequence[int]) -> dict[int, dict[str, str]]:
    """What the counted reports of several rounds said by item, each text with its quarter. One query.

    The causes stand behind the limits of their quarter.
    """
    rows = Report.objects.counted().filter(period__in=rounds, item__in=items).select_related("period")
    found: dict[int, dict[str, str]] = {}
    for one in rows.order_by("period__year", "period__quarter"):
        texts = found.setdefault(one.item_id, dict.fromkeys(_TOLD, ""))
        causes = f"Nguyên nhân: {one.causes}" if one.causes else ""
        limits = " ".join(part for part in (one.difficulties, causes) if part)
        said = (one.result, limits, one.no_data_reason)
        for name, text in zip(_TOLD, said, strict=True):
            if text:
                texts[name] = f"{texts[name]}\n{one.period.label}: {text}".strip()
    return found


def short_title(title: str, length: int = 46) -> str:
    """A programme's name for an axis: what stands in quotation marks, what it is about, its beginning."""
    if "“" in title:
        title = title.split("“", 1)[1].rstrip("”")
    elif "Nghị quyết số" in title and " về " in title:
        title = title.split(" về ", 1)[1]
    for opening in ("Chương trình thực hiện ", "Chương trình ", "Nhiệm vụ "):
        title = title.removeprefix(opening)
    title = title[:1].upper() + title[1:]
    return title if len(title) <= length else title[: length - 1].rsplit(" ", 1)[0] + "…"
