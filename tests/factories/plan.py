"""A plan with its clauses, items, indicators and an open period."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from bachdang.accounts.models import Unit
from bachdang.vietnamese.text import search_fold
from indicators.counting import counted_parts
from indicators.models import Citation, Indicator, Target, TargetTerms
from indicators.terms.measure_units import keep_measures
from plans.models import Clause, Item, Occurrence, Period, Plan, PlanDraft, Terms, TermsUnit
from projects.models import Project
from tests.factories.people import LocalityFactory, UnitFactory, UserFactory

AXES = [
    {"code": "nguoi", "label": "Rõ người", "fields": ["lead", "contact"]},
    {"code": "viec", "label": "Rõ việc", "fields": ["title", "product"]},
    {"code": "tham-quyen", "label": "Rõ thẩm quyền", "fields": ["decides"]},
    {"code": "nguon-luc", "label": "Rõ nguồn lực", "fields": ["resources"]},
    {"code": "trach-nhiem", "label": "Rõ trách nhiệm", "fields": ["leader", "cooperating"]},
    {"code": "tien-do", "label": "Rõ tiến độ", "fields": ["schedule"]},
]


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan
        django_get_or_create = ("locality", "code")

    locality = factory.SubFactory(LocalityFactory)
    code = "16-CTr-TU"
    title = "Kế hoạch thực hiện Chương trình hành động số 16-CTr/TU"
    issuer = "Ban Thường vụ Đảng ủy phường Bạch Đằng"
    starts = date(2026, 1, 1)
    ends = date(2030, 12, 31)
    vision = 2045
    axes = AXES


READ = (
    ("title", 0, "", "KẾ HOẠCH"),
    ("title", 1, "", "Phát triển phường giai đoạn 2026 - 2030"),
    ("section", 0, "I.", "CÁC CHƯƠNG TRÌNH"),
    ("programme", 3, "1.", "Chương trình nước sạch"),
    ("heading", 4, "1.1.", "Mục tiêu cụ thể"),
    ("specific_goal", 5, "-", "Tỷ lệ hộ dùng nước sạch đạt 100%."),
    ("assignment", 4, "1.2.", "Phân công thực hiện: Trạm Cấp nước phường chủ trì."),
    ("unread", 0, "", "Bảng không có đầu bảng"),
)
"""Kind, parent, marker and text of the lines of a small document."""


class PlanDraftFactory(DjangoModelFactory[PlanDraft]):
    """A small document that was read, with one promise and one unit that the ward does not have."""

    class Meta:
        model = PlanDraft

    locality = factory.SubFactory(LocalityFactory)
    name = "ke-hoach.docx"
    reading = factory.LazyFunction(
        lambda: {
            "lines": [
                {
                    "number": at, "kind": kind, "parent": parent, "marker": marker, "text": text,
                    "cells": None, "doubts": ["chưa đọc được"] if kind == "unread" else [], "choices": {},
                }
                for at, (kind, parent, marker, text) in enumerate(READ, 1)
            ],
            "head": {"number": "07-KH/ĐU", "issuer": "Đảng ủy phường", "ward": "", "issued": ""},
            "unread": [],
            "remarks": [],
        }
    )  # fmt: skip
    promises = factory.LazyFunction(
        lambda: [
            {
                "clause": 6, "text": "Tỷ lệ hộ dùng nước sạch đạt 100%.", "name": "Tỷ lệ hộ dùng nước sạch",
                "kind": "reach", "measure": "%", "operator": ">=", "value": "100", "year": 2030,
                "direction": "higher", "frequency": "quarter", "accumulation": "level", "part_of_whole": True,
                "inferred": ["horizon"], "doubts": [], "accepted": True,
            }
        ]
    )  # fmt: skip
    made_by = factory.SubFactory(UserFactory)


class ClauseFactory(DjangoModelFactory[Clause]):
    class Meta:
        model = Clause
        django_get_or_create = ("plan", "key")

    plan = factory.SubFactory(PlanFactory)
    key = factory.Sequence("B.I.{}".format)
    kind = "paragraph"
    place = factory.LazyAttribute(lambda clause: clause.key)
    order = factory.Sequence(int)
    text = "Nội dung"
    folded = factory.LazyAttribute(lambda clause: search_fold(f"{clause.text} {clause.place}"))


class ItemFactory(DjangoModelFactory[Item]):
    """A programme with its first terms."""

    class Meta:
        model = Item
        django_get_or_create = ("plan", "code")
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    kind = "programme"
    code = "B.I.1"
    order = factory.Sequence(int)
    clause = factory.SubFactory(
        ClauseFactory,
        plan=factory.SelfAttribute("..plan"),
        key=factory.SelfAttribute("..code"),
        kind=factory.SelfAttribute("..kind"),
    )
    reporter = factory.SubFactory(UnitFactory)
    terms = factory.RelatedFactory("tests.factories.plan.TermsFactory", factory_related_name="item")


class TermsFactory(DjangoModelFactory[Terms]):
    class Meta:
        model = Terms

    item = factory.SubFactory(ItemFactory, terms=None)
    valid_from = date(2026, 1, 1)
    title = factory.LazyAttribute(lambda terms: f"Việc {terms.item.code}")
    folded = factory.LazyAttribute(lambda terms: search_fold(terms.title))


class IndicatorFactory(DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    item = factory.SubFactory(
        ItemFactory, kind="indicator", code=factory.Sequence("01.{:02d}".format), clause=None
    )
    measure = "%"
    direction = "higher"
    frequency = "quarter"
    accumulation = "level"
    counted = factory.LazyAttribute(lambda one: bool({"value", "numerator"} & {*_counted(one)}))
    denominator_counted = factory.LazyAttribute(lambda one: "denominator" in _counted(one))

    @factory.post_generation
    def kept(self: Any, create: bool, extracted: object, **kwargs: object) -> None:
        """Its unit of measure is one of the plan's."""
        if create:
            keep_measures(self.item.plan, [self.measure])


def _counted(given: Any) -> list[str]:
    """As a plan file that says nothing about it is read."""
    return counted_parts(
        given.measure,
        is_rate=bool(getattr(given, "denominator_accumulation", "")),
        numerator_name=getattr(given, "numerator_name", ""),
        denominator_name=getattr(given, "denominator_name", ""),
    )


class TargetFactory(DjangoModelFactory[Target]):
    """A target "trên 80 vào cuối 2030" unless told otherwise (pass terms__value= and so on)."""

    class Meta:
        model = Target
        skip_postgeneration_save = True

    indicator = factory.SubFactory(IndicatorFactory)
    series = "2030"
    terms = factory.RelatedFactory("tests.factories.plan.TargetTermsFactory", factory_related_name="target")


class TargetTermsFactory(DjangoModelFactory[TargetTerms]):
    class Meta:
        model = TargetTerms

    target = factory.SubFactory(TargetFactory, terms=None)
    valid_from = date(2026, 1, 1)
    kind = "reach"
    operator = ">"
    value = Decimal(80)
    horizon = date(2030, 12, 31)


class PeriodFactory(DjangoModelFactory[Period]):
    """An open round: QIII/2026."""

    class Meta:
        model = Period

    plan = factory.SubFactory(PlanFactory)
    year = 2026
    quarter = 3
    cutoff = date(2026, 9, 14)
    due = date(2026, 9, 15)
    opened_at = datetime(2026, 8, 1, tzinfo=UTC)
    opened_by = factory.SubFactory(UserFactory)


def TaskFactory(code: str = "PL1.I.1", **fields: Any) -> Item:  # noqa: N802 - reads as a factory
    """A task of Phụ lục 1 with its lead and one occurrence to the end of 2030."""
    recurrence = fields.pop("recurrence", "once")
    plan = fields.pop("plan", None) or PlanFactory()
    group = ClauseFactory(
        plan=plan, key=".".join(code.split(".")[:2]), kind="group", marker="I.", text="Nhóm"
    )
    unit = UnitFactory(locality=plan.locality)
    cells = ["1", "Phát triển thương mại", "UBND phường", "Các Sở, ngành", "2026-2030", "Sản phẩm"]
    clause = ClauseFactory(
        plan=plan, key=code, parent=group, kind="task", text="Phát triển thương mại", cells=cells
    )
    item = ItemFactory(plan=plan, kind="task", code=code, clause=clause, reporter=unit, terms=None, **fields)
    terms = TermsFactory(
        item=item,
        title="Phát triển thương mại",
        product="Sản phẩm",
        starts=date(2026, 1, 1),
        ends=date(2030, 12, 31),
        recurrence=recurrence,
    )
    TermsUnit.objects.create(terms=terms, unit=unit, role="lead")
    if recurrence == "once":
        Occurrence.objects.create(item=item, starts=terms.starts, due=terms.ends)
    return item


def DutyFactory(code: str = "C.2", **fields: Any) -> Item:  # noqa: N802 - reads as a factory
    """A duty of section C, standing work of its lead; `lead=None`: the document names several."""
    plan = fields.pop("plan", None) or PlanFactory()
    lead = fields.pop("lead") if "lead" in fields else UnitFactory(locality=plan.locality)
    text = f"Ủy ban nhân dân phường chỉ đạo triển khai {code}"
    clause = ClauseFactory(plan=plan, key=code, kind="duty", marker=f"{code[2:]}.", text=text)
    item = ItemFactory(plan=plan, kind="duty", code=code, clause=clause, reporter=lead, terms=None, **fields)
    terms = TermsFactory(item=item, title=text, recurrence="continuous")
    if lead is not None:
        TermsUnit.objects.create(terms=terms, unit=lead, role="lead")
    return item


def OwnWorkFactory(task: Item, unit: Unit | None = None, **fields: Any) -> Item:  # noqa: N802 - reads as a factory
    """What a unit (the one that reports the task) has set itself, due on 20/10/2026 unless told otherwise."""
    unit = unit or task.reporter
    assert unit is not None
    due = fields.pop("due", date(2026, 10, 20))
    completed_on = fields.pop("completed_on", None)
    number = task.children.count() + 1
    own = ItemFactory(
        plan=task.plan, kind="own", code=f"{task.code}.{unit.code.upper()}{number}", clause=None, parent=task,
        reporter=unit, terms=None, contact=fields.pop("contact", None),
    )  # fmt: skip
    TermsFactory(item=own, valid_from=date(2026, 10, 1), ends=due, **{"title": "Họp giao ban", **fields})
    Occurrence.objects.create(
        item=own, due=due, completed_on=completed_on, product_document="Số 1/BB" if completed_on else ""
    )
    return own


def ProjectFactory(code: str = "PL2.II.I.1", **fields: Any) -> Project:  # noqa: N802 - reads as a factory
    """A ward project without dates, as the document leaves it."""
    plan = fields.pop("plan", None) or PlanFactory()
    group = ClauseFactory(
        plan=plan, key=".".join(code.split(".")[:3]), kind="group", marker="I", text="Lĩnh vực"
    )
    cells = ["1", "Dự án Cải tạo đường", "Ngân sách phường", "Trung tâm Dịch vụ Sự nghiệp công"]
    clause = ClauseFactory(plan=plan, key=code, parent=group, kind="project", text=cells[1], cells=cells)
    item = ItemFactory(plan=plan, kind="project", code=code, clause=clause, terms=None, **fields)
    TermsFactory(item=item, title=cells[1], resources=cells[2])
    return Project.objects.create(item=item, group="ward", field="giao-thong")


def cite(target: Target, clause: Clause) -> Citation:
    return Citation.objects.create(target=target, clause=clause)
