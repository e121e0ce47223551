"""Sheet Vướng mắc, kiến nghị: what stands in the way, what was asked of whom, what leaders asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from bachdang.quarter.rows.outline import UNOWNED, Owner, owner_of
from bachdang.standing.explanations import CLOSED, Thread, replies_text, threads
from bachdang.standing.plan_book import hang, join
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_date
from plans.models import Item, Period, Proposal, Report, Terms

DIFFICULTY, PROPOSAL, EXPLANATION = "difficulty", "proposal", "explanation"
KIND_TEXTS = {DIFFICULTY: "Khó khăn, vướng mắc", PROPOSAL: "Kiến nghị", EXPLANATION: "Giải trình"}


@dataclass(frozen=True)
class IssueLine:
    """One difficulty, proposal or thread; `answer` is the decision or the replies, `state` how far it is."""

    number: int
    kind: str
    kind_text: str
    code: str
    title: str
    unit: str
    text: str
    to: str
    answer: str
    state: str
    owner: Owner = UNOWNED


def issue_lines(book: QuarterBook, periods: Sequence[Period] = ()) -> list[IssueLine]:
    """Difficulties and proposals of the counted reports, then the threads open in the round.

    `periods`: the rounds of a span that ends with the book's; of several each text names its quarter.

    In the order of the document. A constant number of queries; none without an opened period.
    """
    scope = book.scope
    if scope.period is None:
        return []
    rounds, named = periods or [scope.period], len(periods) > 1
    reports = _reports(book, rounds)
    named_then = Terms.objects.valid_on(scope.ends).filter(item__in={one.item_id for one in reports})
    titles = dict(named_then.values_list("item", "title"))
    found = [
        *_difficulties(reports, titles, named=named),
        *_proposals(reports, titles, named=named),
        *(
            _thread(one)
            for one in threads(book.plan, scope.today, named_on=scope.ends)
            if _belongs(one, rounds)
        ),
    ]
    return [IssueLine(number, one[0], KIND_TEXTS[one[0]], *one[1:]) for number, one in enumerate(found, 1)]


def _reports(book: QuarterBook, rounds: Sequence[Period]) -> list[Report]:
    """The counted reports that name a difficulty or propose something. Two queries beside the book's."""
    said = ~Q(difficulties="") | Exists(Proposal.objects.filter(report=OuterRef("pk")))
    found = Report.objects.filter(said, period__in=rounds, counted=True)
    reports = list(found.order_by("item__order", "item__code", "period__year", "period__quarter"))
    join(reports, ["period"], {one.pk: one for one in rounds})
    join(reports, ["item"], book.known.items | {pk: one.item for pk, one in book.targets.indicators.items()})
    book.known.name_units(reports, "unit")
    proposals = hang(reports, "proposals", Proposal.objects.order_by("pk"), by="report")
    book.known.name_units(proposals, "to")
    return reports


Cells = tuple[str, str, str, str, str, str, str, str, Owner]


def _difficulties(reports: list[Report], titles: dict[int, str], *, named: bool) -> Iterator[Cells]:
    """What one unit said of one item over several rounds is one line, each text with its quarter."""
    said = (one for one in reports if one.difficulties)
    for _, group in groupby(said, key=lambda one: (one.item_id, one.unit_id)):
        same = list(group)
        text = "\n".join(_dated(one, one.difficulties, named=named) for one in same)
        about = _about(same[0].item, titles)
        yield DIFFICULTY, *about, str(same[0].unit), text, "", "", "", _owner(same[0])


def _dated(report: Report, text: str, *, named: bool) -> str:
    return f"{report.period.label}: {text}" if named else text


def _proposals(reports: list[Report], titles: dict[int, str], *, named: bool) -> Iterator[Cells]:
    for report in reports:
        for one in sorted(report.proposals.all(), key=lambda proposal: proposal.pk):
            said = " ".join(part for part in (one.decision, one.result) if part)
            state = f"Đã giải quyết {format_date(one.decided_at)}" if one.decided_at else "Chờ giải quyết"
            about = _about(report.item, titles)
            text, to = _dated(report, one.text, named=named), str(one.to or "")
            yield PROPOSAL, *about, str(report.unit), text, to, said, state, _owner(report)


def _owner(report: Report) -> Owner:
    """The unit that reported, who may no longer be the one that reports."""
    return replace(owner_of(report.item), unit=report.unit.code)


def _about(item: Item, titles: dict[int, str]) -> tuple[str, str]:
    return item.code, titles.get(item.pk, item.code)


def _thread(one: Thread) -> Cells:
    state = one.state_label if one.state == CLOSED else f"{one.state_label}, hạn {format_date(one.due)}"
    asked = f"{one.request.asker_text} hỏi: {one.request.text}"
    unit, owner = str(one.unit or ""), owner_of(one.item)
    return EXPLANATION, one.item.code, one.title, unit, asked, "", replies_text(one), state, owner


def _belongs(one: Thread, rounds: Sequence[Period]) -> bool:
    """Open, or ended since the first of the rounds was opened."""
    opened = min((period.opened_at for period in rounds if period.opened_at), default=None)
    closed = one.request.closed_at
    return closed is None or (opened is not None and closed >= opened)
