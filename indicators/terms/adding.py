"""Targets and indicators that a decision adds: they cite no clause, the decision is their ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from bachdang.accounts.models import Unit, User
from bachdang.vietnamese.text import nfc, search_fold
from indicators.counting import DENOMINATOR, NUMERATOR, VALUE, counted_parts
from indicators.keeping import restate
from indicators.models import Indicator, Target, TargetTerms
from indicators.rules import Accumulation, Denominator, Direction, Frequency
from indicators.terms.amending import named, refuse_goal
from indicators.terms.goals import RATED, GoalDraft
from indicators.terms.measure_units import keep_measures, known_as
from plans.models import Decision, Item, ItemKind, Plan, Terms
from plans.terms.comparing import Act, Change, compare
from plans.terms.decisions import allow, ground, last_locked
from plans.terms.versions import record_version

STATE = "trạng thái (1 = có, 0 = không)"
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class NewIndicator:
    """How an added indicator is measured; a rate names both its parts. Derived ones are not added here."""

    title: str
    measure: str
    direction: str
    frequency: str
    accumulation: str = Accumulation.LEVEL.value
    denominator: str = ""
    numerator_name: str = ""
    denominator_name: str = ""
    scale: Decimal = Decimal(1)
    part_of_whole: bool = False

    @classmethod
    def of(cls, indicator: Indicator, title: str) -> NewIndicator:
        """How a stored indicator is measured."""
        return cls(
            title=title,
            measure=indicator.measure,
            direction=indicator.direction,
            frequency=indicator.frequency,
            accumulation=indicator.accumulation,
            denominator=indicator.denominator_accumulation,
            numerator_name=indicator.numerator_name,
            denominator_name=indicator.denominator_name,
            scale=indicator.scale,
            part_of_whole=indicator.part_of_whole,
        )

    def unsaved(self, item: Item) -> Indicator:
        """The row it becomes."""
        return Indicator(
            item=item,
            measure=nfc(self.measure).strip(),
            direction=self.direction,
            frequency=self.frequency,
            accumulation=self.accumulation,
            denominator_accumulation=self.denominator,
            numerator_name=nfc(self.numerator_name).strip(),
            denominator_name=nfc(self.denominator_name).strip(),
            scale=self.scale,
            part_of_whole=self.part_of_whole,
            counted=VALUE in self.counted or NUMERATOR in self.counted,
            denominator_counted=DENOMINATOR in self.counted,
        )

    @property
    def counted(self) -> list[str]:
        """The parts that count things, read from the words they are called by."""
        return counted_parts(
            self.measure,
            is_rate=bool(self.denominator),
            numerator_name=self.numerator_name,
            denominator_name=self.denominator_name,
        )

    def words(self) -> dict[str, str]:
        """Label → what a reader sees."""
        rate = f"{self.numerator_name} / {self.denominator_name}" if self.denominator else ""
        kept = Denominator(self.denominator).label if self.denominator else ""
        return {
            "Tên chỉ tiêu": nfc(self.title).strip(),
            "Đơn vị tính": self.measure,
            "Chiều tốt": Direction(self.direction).label,
            "Kỳ đo": Frequency(self.frequency).label,
            "Cách tính lũy kế": kept or Accumulation(self.accumulation).label,
            "Tử số / mẫu số": rate,
            "Phần của tổng thể": "Có, không quá 100%" if self.part_of_whole else "",
        }


def indicator_faults(new: NewIndicator) -> Iterator[tuple[str, str]]:
    """(field, message) for each shape that the arithmetic does not know."""
    if not new.title.strip():
        yield "title", "Ghi tên chỉ tiêu."
    if not new.measure.strip():
        yield "measure", "Ghi đơn vị tính."
    if new.denominator and not (new.numerator_name.strip() and new.denominator_name.strip()):
        yield "numerator_name", "Tỷ lệ phải nêu tử số là gì và mẫu số là gì."
    if new.denominator and new.accumulation != Accumulation.LEVEL:
        yield "accumulation", "Tỷ lệ lũy kế theo tử số, mẫu số; chọn “Tại thời điểm”."
    if new.accumulation == Accumulation.GROWTH and new.measure.strip() != "%":
        yield "measure", f"Tốc độ tăng có đơn vị tính là %, đã ghi “{new.measure.strip()}”."
    plain_share = new.measure.strip().startswith("%") and new.accumulation == Accumulation.LEVEL
    if new.part_of_whole and not new.denominator and not plain_share:
        yield "part_of_whole", "Chỉ tỷ lệ phần trăm mới là phần của tổng thể (không quá 100%)."
    if new.measure.strip() == RATED and (new.denominator or new.accumulation != Accumulation.LEVEL):
        yield "accumulation", "Chỉ tiêu định tính không cộng dồn."


def check_new_target(
    *, indicator: Indicator, decision: Decision | None, valid_from: date | None, new: GoalDraft
) -> list[Change]:
    """What a further target of an indicator would say. Raises ValidationError by field."""
    decision = ground(decision, indicator.item.plan)
    refuse_goal(new.tidy, indicator, valid_from or decision.date, None)
    return compare(None, new.tidy.words(indicator))


@transaction.atomic
def add_target(
    *,
    indicator: Indicator,
    decision: Decision | None,
    new: GoalDraft,
    by: User,
    valid_from: date | None = None,
) -> Target:
    """A further target of an indicator that is there already."""
    allow(by)
    last_locked(indicator.item.plan, hold=True)
    indicator = (
        Indicator.objects.select_for_update(of=("self",)).select_related("item__plan").get(pk=indicator.pk)
    )
    changes = check_new_target(indicator=indicator, decision=decision, valid_from=valid_from, new=new)
    assert decision is not None
    return _write_target(indicator, decision, valid_from or decision.date, new.tidy, changes, by)


def check_new_indicator(
    *,
    programme: Item,
    decision: Decision | None,
    valid_from: date | None,
    measured: NewIndicator,
    new: GoalDraft,
) -> list[Change]:
    """What an added indicator and its target would say. Raises ValidationError by field."""
    decision = ground(decision, programme.plan)
    known_as(programme.plan, measured.measure)
    faults: dict[str, list[str]] = {}
    for field, message in indicator_faults(measured):
        faults.setdefault(field, []).append(message)
    if faults:
        raise ValidationError(faults)
    draft = measured.unsaved(Item(plan=programme.plan, kind=ItemKind.INDICATOR))
    refuse_goal(new.tidy, draft, valid_from or decision.date, None)
    return compare(None, {**measured.words(), **new.tidy.words(draft)})


@transaction.atomic
def add_indicator(
    *,
    programme: Item,
    decision: Decision | None,
    measured: NewIndicator,
    new: GoalDraft,
    by: User,
    reporter: Unit | None = None,
    valid_from: date | None = None,
) -> Target:
    """An indicator that the catalogue does not have, with its first target, last under its programme."""
    allow(by)
    plan = Plan.objects.select_for_update().get(pk=programme.plan_id)
    last_locked(plan, hold=True)
    changes = check_new_indicator(
        programme=programme, decision=decision, valid_from=valid_from, measured=measured, new=new
    )
    assert decision is not None
    since = valid_from or decision.date
    code = next_code(programme)
    item = Item.objects.create(
        plan=plan,
        kind=ItemKind.INDICATOR,
        code=code,
        order=_order_after(programme),
        parent=programme,
        reporter=reporter,
    )
    title = nfc(measured.title).strip()
    Terms.objects.create(
        item=item, decision=decision, valid_from=since, title=title, folded=search_fold(f"{title} {code}")
    )
    indicator = measured.unsaved(item)
    indicator.measure = known_as(plan, indicator.measure)
    indicator.save(force_insert=True)
    keep_measures(plan, [indicator.measure])
    return _write_target(indicator, decision, since, new.tidy, changes, by)


def _write_target(
    indicator: Indicator, decision: Decision, since: date, new: GoalDraft, changes: list[Change], by: User
) -> Target:
    target = Target.objects.create(indicator=indicator, series=_series(indicator, new))
    terms = TargetTerms.objects.create(target=target, decision=decision, valid_from=since, **new.stored)
    record_version("add_item", terms, indicator.item, Act.ADDED, changes, by, of=named(target))
    restate(indicator.item.plan, [indicator.pk])
    return target


def _series(indicator: Indicator, new: GoalDraft) -> str:
    """The year of the horizon; the second of one year is "2030-2"."""
    year = str(new.horizon.year)
    taken = set(Target.objects.filter(indicator=indicator).values_list("series", flat=True))
    names = [year, *(f"{year}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def next_code(programme: Item) -> str:
    """The next catalogue number of a programme: "03.15"; programmes are numbered as the plan lists them."""
    codes = list(
        Item.objects.filter(parent=programme, kind=ItemKind.INDICATOR).values_list("code", flat=True)
    )
    before = Item.objects.filter(
        plan=programme.plan_id, kind=ItemKind.PROGRAMME, order__lte=programme.order
    ).count()
    stem = codes[0].rpartition(".")[0] if codes else f"{before:02d}"
    numbers = [int(code.rpartition(".")[2]) for code in codes if code.rpartition(".")[2].isdigit()]
    number = max(numbers, default=0) + 1
    while Item.objects.filter(plan=programme.plan_id, code=f"{stem}.{number:02d}").exists():
        number += 1
    return f"{stem}.{number:02d}"


def _order_after(programme: Item) -> int:
    """The place of the last indicator of the programme, or of those before it."""
    known = Item.objects.filter(plan=programme.plan_id, kind=ItemKind.INDICATOR)
    last = known.filter(parent__order__lte=programme.order).aggregate(last=Max("order"))["last"]
    return last or 0
