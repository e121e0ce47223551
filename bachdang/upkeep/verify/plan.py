"""The plan: its units, clauses, items, terms, decisions, and what they must do when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet

from bachdang.accounts.models import Locality, Unit, User
from bachdang.trees import looped
from bachdang.upkeep.verify.registry import rule
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.stored_keys import OrderKey
from bachdang.vietnamese.text import search_fold
from indicators.models import Indicator, MeasureUnit, TargetTerms
from plans.models import Clause, Item, Occurrence, Question, Terms, TermsUnit
from plans.occurrences import missing_occurrences


@rule("Không địa phương, đơn vị, nội dung, công việc nào nằm dưới chính mình")
def no_loops() -> Iterator[str]:
    trees: list[tuple[type[Model], str]] = [
        (Locality, "code"), (Unit, "code"), (Clause, "key"), (Item, "code"),
    ]  # fmt: skip
    for model, code in trees:
        rows = list(model._default_manager.values_list("pk", "parent", code))
        names = {pk: name for pk, _, name in rows}
        for pk in looped({pk: parent for pk, parent, _ in rows}):
            yield f"{model._meta.verbose_name} {names[pk]} nằm vòng dưới chính mình"


@rule("Đơn vị trực thuộc đơn vị của cùng địa phương")
def unit_parents() -> Iterator[str]:
    for unit in Unit.objects.exclude(parent=None).exclude(parent__locality=F("locality")):
        yield f"{unit.code} trực thuộc đơn vị của địa phương khác"


@rule("Nội dung kế hoạch thuộc mục cha của cùng kế hoạch")
def clause_parents() -> Iterator[str]:
    for clause in Clause.objects.exclude(parent=None).exclude(parent__plan=F("plan")):
        yield f"{clause.key} thuộc kế hoạch khác với mục cha"


@rule("Chữ để tìm của nội dung kế hoạch đúng với nguyên văn")
def clause_folded() -> Iterator[str]:
    for clause in Clause.objects.iterator():
        if clause.folded != clause.search_text:
            yield f"{clause.key} có chữ để tìm đã cũ"


@rule("Chữ để tìm của nội dung phân công đúng với tên việc")
def terms_folded() -> Iterator[str]:
    for terms in Terms.objects.select_related("item").iterator():
        if search_fold(terms.title) not in terms.folded:
            yield f"{terms.item.code} có chữ để tìm đã cũ"


@rule("Khóa sắp xếp của tên việc, đơn vị, đơn vị tính, họ tên đúng với tên")
def order_keys() -> Iterator[str]:
    kept = (
        (Terms, "title_key", "item__code"), (Unit, "name_key", "code"), (User, "name_key", "username"),
        (MeasureUnit, "name_key", "name"),
    )  # fmt: skip
    for model, name, shown in kept:
        field = cast(OrderKey, model._meta.get_field(name))
        codes = dict(model._default_manager.values_list("pk", shown))
        for row in model._default_manager.iterator():
            if getattr(row, name) != field.key_for(row):
                yield f"{codes[row.pk]} có khóa sắp xếp đã cũ"


@rule("Đơn vị tính của chỉ tiêu có trong danh mục của kế hoạch")
def measures_kept() -> Iterator[str]:
    kept = MeasureUnit.objects.filter(plan=OuterRef("item__plan"), name=OuterRef("measure"))
    for one in Indicator.objects.exclude(Exists(kept)).select_related("item"):
        yield f"{one.item.code} đo bằng “{one.measure}”, danh mục đơn vị tính không có"


@rule("Công việc, nội dung gốc và công việc cấp trên thuộc cùng kế hoạch")
def item_plans() -> Iterator[str]:
    astray = Item.objects.filter(
        (Q(clause__isnull=False) & ~Q(clause__plan=F("plan")))
        | (Q(heading__isnull=False) & ~Q(heading__plan=F("plan")))
        | (Q(parent__isnull=False) & ~Q(parent__plan=F("plan")))
    )
    for item in astray:
        yield f"{item.code} gắn với kế hoạch khác"


@rule("Mỗi công việc có nội dung phân công ngay từ đầu")
def items_have_terms() -> Iterator[str]:
    for item in Item.objects.annotate(versions=Count("terms_set")).filter(versions=0):
        yield f"{item.code} chưa có nội dung phân công"


@rule("Chỉ tiêu, dự án có đủ phần chi tiết")
def item_details() -> Iterator[str]:
    lacking = Item.objects.filter(
        Q(kind="indicator", indicator__isnull=True) | Q(kind="project", project__isnull=True)
    )
    for item in lacking:
        yield f"{item.code} thiếu phần chi tiết của loại “{item.get_kind_display()}”"


@rule("Việc đơn vị tự đặt nằm dưới một nhiệm vụ, có một thời hạn, không gửi qua kỳ báo cáo")
def own_work() -> Iterator[str]:
    rows = Item.objects.filter(kind="own").annotate(
        versions=Count("terms_set", distinct=True),
        runs=Count("occurrences", distinct=True),
        sent=Count("reports", distinct=True),
    )
    for item in rows.exclude(parent__kind="task", versions=1, runs=1, sent=0):
        yield f"{item.code} không đứng riêng dưới một nhiệm vụ, hoặc đã có báo cáo"


@rule("Đơn vị báo cáo và cán bộ đầu mối thuộc địa phương của kế hoạch")
def item_localities() -> Iterator[str]:
    home = F("plan__locality")
    astray = Item.objects.filter(
        (Q(reporter__isnull=False) & ~Q(reporter__locality=home))
        | (Q(contact__isnull=False) & ~Q(contact__unit__locality=home))
    )
    for item in astray:
        yield f"{item.code} giao cho đơn vị, cán bộ của địa phương khác"


@rule("Đơn vị được phân công thuộc địa phương của kế hoạch")
def terms_localities() -> Iterator[str]:
    rows = TermsUnit.objects.exclude(unit__locality=F("terms__item__plan__locality"))
    for row in rows.select_related("terms__item", "unit"):
        yield f"{row.terms.item.code} phân công {row.unit} của địa phương khác"


@rule("Câu hỏi và nội dung được hỏi thuộc cùng kế hoạch")
def question_plans() -> Iterator[str]:
    for question in Question.objects.exclude(clause=None).exclude(clause__plan=F("plan")):
        yield f"câu hỏi {question.pk} thuộc kế hoạch khác với nội dung"


@rule("Lần thực hiện nằm trong thời gian của kế hoạch")
def occurrence_years() -> Iterator[str]:
    astray = Occurrence.objects.filter(
        Q(year__lt=F("item__plan__starts__year")) | Q(year__gt=F("item__plan__ends__year"))
    )
    for one in astray.select_related("item"):
        yield f"{one.item.code} có lần thực hiện năm {one.year} ngoài kế hoạch"


@rule("Mỗi nhiệm vụ có đủ lần thực hiện mà các nội dung phân công đòi hỏi")
def occurrences_complete() -> Iterator[str]:
    for item, lacking in missing_occurrences():
        years = ", ".join(str(one.year or "một lần") for one in lacking)
        yield f"{item.code} thiếu lần thực hiện: {years}"


@rule("Sau nội dung ban hành, mỗi lần thay đổi đều theo một quyết định của cùng kế hoạch")
def versions_have_decisions() -> Iterator[str]:
    for one in _without_ground(Terms.objects.select_related("item"), "item", "item__plan"):
        yield f"{one.item.code}, nội dung từ {format_date(one.valid_from)} không theo quyết định của kế hoạch"
    goals = TargetTerms.objects.select_related("target__indicator__item")
    for goal in _without_ground(goals, "target", "target__indicator__item__plan"):
        where = f"{goal.target.indicator.item.code} ({goal.target.series})"
        yield f"{where}, mục tiêu từ {format_date(goal.valid_from)} không theo quyết định của kế hoạch"


def _without_ground(versions: QuerySet[Any], owner: str, plan: str) -> QuerySet[Any]:
    """Later versions without a decision, and those with another plan's."""
    earlier = versions.model._default_manager.filter(
        **{owner: OuterRef(owner)}, valid_from__lt=OuterRef("valid_from")
    )
    found: QuerySet[Any] = versions.annotate(later=Exists(earlier))
    astray = Q(decision__isnull=False) & ~Q(decision__plan=F(plan))
    return found.filter(Q(decision=None, later=True) | astray)


@rule("Nhiệm vụ, dự án không có trong văn bản được bổ sung theo quyết định")
def added_items_have_decisions() -> Iterator[str]:
    added = Item.objects.filter(clause=None, kind__in=["task", "project"])
    for item in added.exclude(terms_set__decision__isnull=False):
        yield f"{item.code} không có trong văn bản và không theo quyết định nào"
