"""What was taken in of an item, round by round, for everyone who reads the item: its words and figures,
proposals with what became of them, the documents behind them, what was remarked when it was reviewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from bachdang.reporting.flow.content import WORDS, facts_of, word_labels
from bachdang.reporting.flow.facts import words_of
from bachdang.scope.scopes import Scope
from bachdang.standing.plan_book import PlanBook, hang, join, link
from indicators.models import Measurement
from indicators.rules import Quarter
from plans.models import Evidence, Item, ItemKind, MilestoneResult, Proposal, Report, TaskResult
from projects.models import Disbursement

_ALWAYS = {
    ItemKind.PROGRAMME.value: ("difficulties", "causes", "next_steps"),
    ItemKind.INDICATOR.value: (),
}
"""The words whose absence is worth saying; of other kinds the difficulties."""


EARLIER, ALL = "bao-cao-truoc", "tat-ca"
"""?bao-cao-truoc=tat-ca: every earlier quarter is told."""
YEAR = 4
"""Quarters."""


@dataclass(frozen=True)
class Filed:
    """One report that counts, as it was taken in."""

    report: Report

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.report.period.year, self.report.period.quarter)

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


def filed_reports(item: Item, known: PlanBook) -> list[Filed]:
    """The reports of an item that count, the newest first. At most eight queries.

    What is still on its way is not here: only its unit, the units above and the Party office read it.
    `known`: a book that has the item's milestones and runs, where it is not an indicator.
    """
    rows = Report.objects.counted().filter(item=item).order_by("-period__year", "-period__quarter")
    parts = {"indicator": (), "project": ("project_report",)}.get(item.kind, ("task_report",))
    reports = list(rows.select_related("period", *parts))
    for one in reports:
        link(one, item=item)
    known.name_units(reports, "unit")
    known.name_people(reports, "submitted_by", "accepted_by", "returned_by")
    proposals = hang(reports, "proposals", Proposal.objects.order_by("pk"), by="report")
    known.name_units(proposals, "to")
    known.name_people(proposals, "decided_by")
    evidence = hang(
        reports, "evidence", Evidence.objects.select_related("upload").order_by("pk"), by="report"
    )
    known.name_people(evidence, "added_by")
    _hang_said(reports, item, known)
    return [Filed(one) for one in reports]


def _hang_said(reports: Sequence[Report], item: Item, known: PlanBook) -> None:
    """What facts_of reads of reports about an item of this kind."""
    if item.kind == ItemKind.INDICATOR:
        hang(reports, "measurements", Measurement.objects.all(), by="report")
        return
    if item.kind == ItemKind.PROJECT:
        projects = [one.project_report for one in reports if hasattr(one, "project_report")]
        hang(projects, "disbursements", Disbursement.objects.all(), by="project_report")
    else:
        tasks = [one.task_report for one in reports if hasattr(one, "task_report")]
        results = hang(tasks, "results", TaskResult.objects.order_by("pk"), by="task_report")
        join(results, ("occurrence",), {one.pk: one for one in known.occurrences.get(item.pk, ())})
    steps = hang(reports, "milestone_results", MilestoneResult.objects.all(), by="report")
    join(steps, ("milestone",), {one.pk: one for one in known.milestones.get(item.pk, ())})


def filed_context(request: HttpRequest, found: Sequence[Filed], scope: Scope) -> dict[str, object]:
    """`filed`: the report of the scope's quarter or None; `earlier`: those of the quarters before, a year of
    them unless the address asks for all (`whole`); `more`: how many are left out.
    """
    now = next((one for one in found if one.quarter == scope.quarter), None)
    before = [one for one in found if one.quarter < scope.quarter]
    whole = request.GET.get(EARLIER) == ALL
    earlier = before if whole else before[:YEAR]
    return {"filed": now, "earlier": earlier, "more": len(before) - len(earlier), "whole": whole}
