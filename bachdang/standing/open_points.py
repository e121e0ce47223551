"""Điểm cần làm rõ: what the plan leaves open, asked by its readers or found by checking it against itself.

Each check yields its findings in Vietnamese; registering it is all it takes to be listed. A finding has a key
that changes with its text, so that an answer never covers what was amended afterwards.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bachdang.accounts.models import User
from bachdang.standing.clarity import assignments
from bachdang.standing.lead_units import without_lead
from bachdang.standing.quarter_book import QuarterBook
from bachdang.trees import upward
from bachdang.vietnamese.numbers import format_date, format_decimal
from bachdang.vietnamese.text import fold, search_fold, without_weak
from indicators import rules
from indicators.as_rules import baseline_of, goal_of
from indicators.rules import Accumulation, TargetKind
from indicators.target_row import TargetRow
from plans.models import Clause, Question

INFERRED = {"horizon": "thời hạn", "value": "giá trị", "kind": "loại mục tiêu"}
ASKED_OF_CLAUSE = "Câu hỏi về nội dung kế hoạch"
ASKED_OF_INDICATOR = "Câu hỏi về chỉ tiêu"
MISPRINTS = "Lỗi trong bản gốc và cách đọc"
WITHOUT_LEAD = "Chưa có đúng một đơn vị chủ trì"


@dataclass(frozen=True)
class Finding:
    """What a check found: about a target's indicator, or about a clause."""

    text: str
    row: TargetRow | None = None
    clause: Clause | None = None


@dataclass(frozen=True)
class Doubt:
    """One point to be made clear, with its answer when there is one."""

    group: str
    text: str
    clause: Clause | None = None
    indicator_code: str = ""
    programme: str = ""
    finding: str = ""
    question: Question | None = None

    @property
    def key(self) -> str:
        """Names the point in a form, and the answer that was seen with it."""
        if self.question is None:
            return f"f:{self.finding}"
        at = self.question.answered_at
        return f"q:{self.question.pk}:{at.isoformat() if at else ''}"

    @property
    def answer(self) -> str:
        return self.question.answer if self.question else ""

    @property
    def answered_by(self) -> User | None:
        return self.question.answered_by if self.question else None

    @property
    def answered_at(self) -> datetime | None:
        return self.question.answered_at if self.question else None

    @cached_property
    def folded(self) -> str:
        place = self.clause.place if self.clause else self.indicator_code
        return search_fold(f"{self.text} {self.answer} {place}")


Check = Callable[[list[TargetRow]], Iterator[Finding]]
CHECKS: dict[str, Check] = {}


def check(title: str) -> Callable[[Check], Check]:
    """Register a check over the targets of a plan under its Vietnamese title."""

    def register(function: Check) -> Check:
        CHECKS[title] = function
        return function

    return register


@check("Cùng chỉ tiêu, cùng thời hạn nhưng mục tiêu khác nhau")
def contradictions(rows: list[TargetRow]) -> Iterator[Finding]:
    found: dict[tuple[str, object], list[TargetRow]] = defaultdict(list)
    for row in rows:
        found[fold(row.title), row.terms.horizon].append(row)
    for same in found.values():
        first, *others = same
        for other in others:
            mine, theirs = first.terms, other.terms
            if (mine.kind, mine.operator, mine.value) != (theirs.kind, theirs.operator, theirs.value):
                when = format_date(mine.horizon)
                both = f"{first.item.code} {first.wording}; {other.item.code} {other.wording}"
                yield Finding(f"“{first.title}” đến {when} có hai mục tiêu khác nhau: {both}.", first)


@check("Mục tiêu “trong đó” không cho ra được mục tiêu chung")
def parts_against_whole(rows: list[TargetRow]) -> Iterator[Finding]:
    """A growth of the whole lies between those of its parts; parts of a sum are at most the sum."""
    parts: dict[tuple[int, object], list[TargetRow]] = defaultdict(list)
    for row in rows:
        if row.indicator.part_of_id and row.terms.value is not None:
            parts[row.indicator.part_of_id, row.terms.horizon].append(row)
    for whole in rows:
        own = parts.get((whole.indicator.pk, whole.terms.horizon), [])
        goal = whole.terms.value
        if not own or goal is None:
            continue
        values = [row.terms.value for row in own if row.terms.value is not None]
        listed = ", ".join(f"{row.title} {row.wording}" for row in own)
        if whole.indicator.accumulation == Accumulation.GROWTH:
            if len(values) > 1 and not min(values) <= goal <= max(values):
                yield Finding(
                    f"{whole.title} {whole.wording} nằm ngoài khoảng của các phần: {listed}.", whole
                )
        elif whole.measure.is_sum and sum(values) > goal:
            total = format_decimal(sum(values))
            yield Finding(
                f"Các phần cộng lại {total}, lớn hơn {whole.title} {whole.wording}: {listed}.", whole
            )


@check("Mục tiêu trái với cách đo của chỉ tiêu")
def faulty_goals(rows: list[TargetRow]) -> Iterator[Finding]:
    for row in rows:
        goal, base = goal_of(row.terms, row.item.plan), baseline_of(row.baseline)
        for fault in rules.goal_faults(row.measure, goal, base, row.book.frame):
            yield Finding(f"{row.title} ({row.wording}): {fault.label}", row)


@check("Thời hạn nằm ngoài thời gian của kế hoạch")
def outside_the_plan(rows: list[TargetRow]) -> Iterator[Finding]:
    for row in rows:
        plan, horizon = row.item.plan, row.terms.horizon
        if not plan.starts <= horizon <= plan.ends and horizon.year != plan.vision:
            years = f"{format_date(plan.starts)} – {format_date(plan.ends)}"
            yield Finding(f"{row.title}: thời hạn {format_date(horizon)} nằm ngoài {years}.", row)


@check("Thời hạn, giá trị, loại mục tiêu được suy ra từ câu chữ")
def inferred(rows: list[TargetRow]) -> Iterator[Finding]:
    for row in rows:
        if row.terms.inferred:
            named = ", ".join(INFERRED.get(one, one) for one in row.terms.inferred)
            read = f"{row.wording}, đến {format_date(row.terms.horizon)}"
            yield Finding(f"{row.title}: {named} được suy ra; hệ thống đọc là “{read}”.", row)


@check("Chưa có đơn vị tính")
def without_measure(rows: list[TargetRow]) -> Iterator[Finding]:
    for row in rows:
        if not row.indicator.measure.strip():
            yield Finding(f"{row.title}: chưa có đơn vị tính.", row)


@check("Chưa có số gốc để tính phần đường đã đi")
def without_baseline(rows: list[TargetRow]) -> Iterator[Finding]:
    for row in rows:
        on_the_way = row.terms.kind in (TargetKind.REACH, TargetKind.CHANGE) and not row.measure.is_sum
        if on_the_way and row.baseline is None and not row.indicator.is_derived:
            yield Finding(f"{row.title} ({row.wording}): chưa có số gốc.", row)


@check("Chưa giao đơn vị báo cáo")
def without_reporter(rows: list[TargetRow]) -> Iterator[Finding]:
    for row in rows:
        if row.item.reporter_id is None and not row.indicator.is_derived:
            yield Finding(f"{row.title}: chưa có đơn vị báo cáo.", row)


GROUPS = [ASKED_OF_CLAUSE, ASKED_OF_INDICATOR, *CHECKS, MISPRINTS, WITHOUT_LEAD]


@dataclass
class DoubtBook:
    """All points of a plan, open and answered; a constant number of queries."""

    book: QuarterBook
    all: list[Doubt] = field(init=False)

    def __post_init__(self) -> None:
        plan = self.book.plan
        self._clauses = {one.pk: one for one in Clause.objects.filter(plan=plan)}
        questions = Question.objects.filter(plan=plan).select_related("answered_by__unit")
        self._questions = list(questions.order_by("clause__order", "indicator_code", "pk"))
        self._answers = {one.finding: one for one in self._questions if one.finding}
        self._rows = self.book.target_rows
        self._programmes = {row.item.code: row.programme.code if row.programme else "" for row in self._rows}
        found = [*self._asked(), *self._found(), *self._misprints(), *self._leads()]
        kept = {one.finding for one in found if one.finding}
        gone = [one for one in self._answers.values() if one.finding not in kept]
        found.extend(self._doubt(one, one.finding, one.text) for one in gone)

        self.all = sorted(found, key=lambda one: GROUPS.index(one.group))

    @property
    def open(self) -> list[Doubt]:
        return [one for one in self.all if not one.answer]

    @property
    def answered(self) -> list[Doubt]:
        """The history: the latest answer first."""
        known = [(one.answered_at, one) for one in self.all if one.answered_at is not None]
        return [one for _, one in sorted(known, key=lambda pair: pair[0], reverse=True)]

    def _asked(self) -> Iterator[Doubt]:
        return (self._doubt(one, "", one.text) for one in self._questions if not one.finding)

    def _doubt(self, question: Question, finding: str, text: str) -> Doubt:
        clause = self._clauses.get(question.clause_id) if question.clause_id else None
        group = ASKED_OF_CLAUSE if clause else ASKED_OF_INDICATOR
        code = question.indicator_code
        return Doubt(group, text, clause, code, self._programme(clause, code), finding, question)

    def _found(self) -> Iterator[Doubt]:
        for title, function in CHECKS.items():
            for one in function(self._rows):
                code = one.row.item.code if one.row else ""
                yield self._computed(title, one.text, one.clause, code)

    def _misprints(self) -> Iterator[Doubt]:
        for clause in self._clauses.values():
            for one in clause.corrections:
                why = f" ({one['why']})" if one.get("why") else ""
                text = f"In “{one['printed']}”, đọc là “{one['read']}”{why}."
                yield self._computed(MISPRINTS, text, clause, "")

    def _leads(self) -> Iterator[Doubt]:
        asked: dict[int, list[Question]] = defaultdict(list)
        for one in self._questions:
            if one.clause_id and not one.finding:
                asked[one.clause_id].append(one)
        for text, clause in without_lead(assignments(self.book), asked):
            yield self._computed(WITHOUT_LEAD, text, clause, "")

    def _computed(self, group: str, text: str, clause: Clause | None, code: str) -> Doubt:
        subject = clause.key if clause else code
        finding = f"{subject}:{hashlib.sha256(f'{group}|{text}'.encode()).hexdigest()[:16]}"
        return Doubt(
            group, text, clause, code, self._programme(clause, code), finding, self._answers.get(finding)
        )

    def _programme(self, clause: Clause | None, code: str) -> str:
        """The programme's code, from the clause's key or the indicator's place."""
        above = upward(clause, lambda one: self._clauses.get(one.parent_id) if one.parent_id else None)
        found = next((one.key for one in above if one.kind == "programme"), "")
        return found or self._programmes.get(code, "")


def matching(
    doubts: Iterable[Doubt], *, group: str = "", programme: str = "", terms: Iterable[str] = ()
) -> list[Doubt]:
    """The points that fit the filters; every term must be found, without accents or case."""
    wanted = list(terms)
    fitting = [
        one
        for one in doubts
        if (not group or one.group == group) and (not programme or one.programme == programme)
    ]
    words = {place: one.folded for place, one in enumerate(fitting)}
    found = {place: said for place, said in words.items() if all(term in said for term in wanted)}
    return [fitting[place] for place in without_weak(found, wanted)]
