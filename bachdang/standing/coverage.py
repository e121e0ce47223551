"""Every sentence of the plan with the targets that measure it, or the reason why none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bachdang.standing.quarter_book import QuarterBook
from bachdang.trees import upward
from bachdang.vietnamese.numbers import format_date
from indicators.models import TargetTerms
from indicators.target_row import TargetRow
from plans.models import Clause, ClauseKind
from plans.terms.decisions import said

# Goals must be measured, or say why not; the count in the page's head is of these.
GOALS = (ClauseKind.SPECIFIC_GOAL, ClauseKind.OVERALL_GOAL, ClauseKind.VISION)

# How the other kinds are followed when no target cites them (docs/domain.md: nothing is counted twice).
FOLLOWED = {
    ClauseKind.TASK: "Sản phẩm là văn bản, sự kiện, công trình: đánh giá bằng trạng thái của chính nhiệm vụ.",
    ClauseKind.PROJECT: "Đánh giá bằng tiến độ và giải ngân của chính dự án.",
    ClauseKind.ACTIVITY: "Hoạt động: theo dõi qua mục tiêu, nhiệm vụ, dự án và báo cáo của chương trình.",
    ClauseKind.DUTY: "Trách nhiệm tổ chức thực hiện: theo dõi như việc thường xuyên của cơ quan được nêu.",
    ClauseKind.PROGRAMME: "Tên chương trình: đo bằng các mục tiêu bên trong.",
    ClauseKind.ASSIGNMENT: "Phân công: thể hiện ở phân công của chương trình.",
    ClauseKind.SCHEDULE: "Thời gian thực hiện: thể hiện ở phân công của chương trình.",
    ClauseKind.RESOURCES: "Nguồn lực: thể hiện ở phân công của chương trình.",
}
FRAME = "Phần khung của văn bản, không phải cam kết."

MEASURED, EXPLAINED, OPEN = "measured", "explained", "open"
STATE_LABELS = {
    MEASURED: "Đã gắn chỉ tiêu",
    EXPLAINED: "Không đo, có lý do",
    OPEN: "Chưa gắn, chưa có lý do",
}


@dataclass(frozen=True)
class CoverageRow:
    """A clause, its targets, and how it is followed without one."""

    clause: Clause
    programme: Clause | None
    targets: list[TargetRow] = field(default_factory=list)
    ended: list[TargetTerms] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """Why no target measures it; "" for a goal that nobody has explained."""
        if self.clause.not_measured:
            return self.clause.not_measured
        if self.ended:
            last = self.ended[-1]
            return f"Mục tiêu đã kết thúc từ {format_date(last.valid_from)} theo {said(last.decision)}."
        kind = ClauseKind(self.clause.kind)
        return "" if kind in GOALS else FOLLOWED.get(kind, FRAME)

    @property
    def state(self) -> str:
        if self.targets:
            return MEASURED
        return EXPLAINED if self.reason else OPEN

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]


@dataclass(frozen=True)
class CoverageCount:
    """How many clauses of a kind are measured or say why not."""

    kind: ClauseKind
    settled: int
    whole: int

    @property
    def words(self) -> str:
        noun = "sản phẩm của nhiệm vụ" if self.kind == ClauseKind.TASK else self.kind.label.lower()
        return f"{self.settled}/{self.whole} {noun}"


def coverage(book: QuarterBook) -> dict[int, CoverageRow]:
    """Rows by clause, in document order."""
    cited: dict[int, list[TargetRow]] = defaultdict(list)
    ended: dict[int, list[TargetTerms]] = defaultdict(list)
    for row in book.target_rows:
        for clause in row.citations:
            cited[clause.pk].append(row)
    for terms, clauses in book.targets.ended():
        for clause in clauses:
            ended[clause.pk].append(terms)
    known = {one.pk: one for one in Clause.objects.filter(plan=book.plan).order_by("order")}
    return {
        pk: CoverageRow(clause, _programme(clause, known), cited.get(pk, []), ended.get(pk, []))
        for pk, clause in known.items()
    }


def _programme(clause: Clause, clauses: dict[int, Clause]) -> Clause | None:
    """The programme (or the annex's group) that a clause stands under."""
    above = upward(clause, lambda one: clauses.get(one.parent_id) if one.parent_id else None)
    return next((one for one in above if one.kind in (ClauseKind.PROGRAMME, ClauseKind.GROUP)), None)


def coverage_counts(rows: Iterable[CoverageRow]) -> list[CoverageCount]:
    """Goals and products of Phụ lục 1, settled of all, the specific goals first."""
    found = list(rows)
    counts = []
    for kind in (*GOALS, ClauseKind.TASK):
        own = [row for row in found if row.clause.kind == kind]
        if own:
            counts.append(CoverageCount(kind, sum(1 for row in own if row.state != OPEN), len(own)))
    return counts
