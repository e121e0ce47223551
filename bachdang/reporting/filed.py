"""What was taken in of an item, round by round, for everyone who reads the item: its words and figures,
proposals with what became of them, the documents behind them, what was remarked when it was reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bachdang.reporting.flow.content import SAID, WORDS, facts_of, word_labels
from bachdang.reporting.flow.facts import words_of
from bachdang.scope.scopes import Scope
from plans.models import Evidence, Item, ItemKind, Proposal, Report

_ALWAYS = {
    ItemKind.PROGRAMME.value: ("difficulties", "causes", "next_steps"),
    ItemKind.INDICATOR.value: (),
}
"""The words whose absence is worth saying; of other kinds the difficulties."""


@dataclass(frozen=True)
class Filed:
    """One report that counts, as it was taken in."""

    report: Report

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """(what, text) in the order of the form; "" for what was asked for and left empty."""
        kind, said = self.report.item.kind, words_of(facts_of(self.report, fetched=True, proposals=False))
        labels = word_labels(kind)
        asked = _ALWAYS.get(kind, ("difficulties",))
        words = [(labels[name], said.pop(labels[name], "")) for name in WORDS]
        wanted = {labels[name] for name in asked}
        told = [(label, text) for label, text in words if text or label in wanted]
        return [*told[:1], *said.items(), *told[1:]]

    @property
    def proposals(self) -> list[Proposal]:
        return list(self.report.proposals.all())

    @property
    def evidence(self) -> list[Evidence]:
        return list(self.report.evidence.all())


def filed_reports(item: Item, scope: Scope) -> list[Filed]:
    """The reports of an item that count, up to the scope's quarter, the newest first. Constant queries.

    What is still on its way is not here: only its unit, the units above and the Party office read it.
    """
    rows = (
        Report.objects.counted()
        .filter(item=item)
        .select_related(
            "period", "unit", "item__indicator", "task_report", "project_report",
            "submitted_by", "accepted_by", "returned_by",
        )
        .prefetch_related(*SAID, "proposals__decided_by", "evidence__upload", "evidence__added_by")
        .order_by("-period__year", "-period__quarter")
    )  # fmt: skip
    at = (scope.quarter.year, scope.quarter.quarter)
    return [Filed(one) for one in rows if (one.period.year, one.period.quarter) <= at]


def filed_context(item: Item, scope: Scope) -> dict[str, object]:
    """`filed`: the report of the scope's quarter or None; `earlier`: those of the quarters before."""
    found = filed_reports(item, scope)
    at = (scope.quarter.year, scope.quarter.quarter)
    now = [one for one in found if (one.report.period.year, one.report.period.quarter) == at]
    return {"filed": now[0] if now else None, "earlier": [one for one in found if one not in now]}
