"""What must hold over several rows, proven over the whole database by `manage.py verify_data`.

Each rule is a function that yields its faults in Vietnamese; registering it is all it takes to be run.
What a single row must never be is a database constraint and not repeated here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet

from bachdang.accounts.models import Locality, Unit, User
from bachdang.quarter.archive import Unreadable
from bachdang.quarter.snapshots import is_intact, rows_of
from bachdang.trees import looped
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.stored_keys import OrderKey
from bachdang.vietnamese.text import search_fold
from indicators.keeping import stale_standings
from indicators.models import Baseline, Citation, Indicator, Measurement, MeasureUnit, Target, TargetTerms
from indicators.rules import Accumulation, Denominator
from plans.models import Clause, Item, Occurrence, Plan, Question, Report, Snapshot, Terms, TermsUnit, Upload
from plans.occurrences import missing_occurrences
from plans.storing.stored_files import fault
from projects.models import Capital, Disbursement, ProjectReport
from projects.rules import budget_years

Rule = Callable[[], Iterator[str]]
RULES: dict[str, Rule] = {}


def rule(title: str) -> Callable[[Rule], Rule]:
    """Register a rule under its Vietnamese title."""

    def register(function: Rule) -> Rule:
        RULES[title] = function
        return function

    return register


def verify_data() -> dict[str, list[str]]:
    """Every rule's faults by its title; empty lists when the rule holds."""
    return {title: list(check()) for title, check in RULES.items()}


@rule("Tệp đã gửi còn nguyên trong kho lưu trữ")
def uploads_whole() -> Iterator[str]:
    """Present, and of the SHA-256 under which it was taken in; who used it helps to find the original."""
    for upload in Upload.objects.order_by("pk").iterator():
        if said := fault(upload):
            yield f"tệp {upload.name} ({upload.file.name}) {said}"


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


@rule("Mỗi chỉ tiêu có mục tiêu hoặc được chỉ tiêu khác lấy số, mỗi mục tiêu có nội dung và căn cứ")
def targets_complete() -> Iterator[str]:
    idle = Indicator.objects.filter(
        targets=None, gives_numerator=None, gives_denominator=None, derives=None, divides=None
    )
    for one in idle.select_related("item"):
        yield f"{one.item.code} chưa có mục tiêu, cũng không chỉ tiêu nào lấy số của nó"
    ground = Q(citations__isnull=False) | Q(terms_set__decision__isnull=False)
    lacking = Target.objects.exclude(pk__in=Target.objects.filter(ground, terms_set__isnull=False))
    for target in lacking.select_related("indicator__item"):
        yield f"{target.indicator.item.code} ({target.series}) thiếu nội dung hoặc căn cứ"


@rule("Căn cứ của mục tiêu thuộc cùng kế hoạch")
def citation_plans() -> Iterator[str]:
    rows = Citation.objects.exclude(clause__plan=F("target__indicator__item__plan"))
    for row in rows.select_related("target__indicator__item", "clause"):
        yield f"{row.target.indicator.item.code} dẫn {row.clause.key} của kế hoạch khác"


@rule("Thời hạn mục tiêu không trước khi kế hoạch bắt đầu, số gốc không sau thời hạn")
def horizons() -> Iterator[str]:
    early = TargetTerms.objects.filter(horizon__lt=F("target__indicator__item__plan__starts"))
    for terms in early.select_related("target__indicator__item"):
        yield f"{terms.target.indicator.item.code} có thời hạn trước khi kế hoạch bắt đầu"
    late = Baseline.objects.filter(on__gt=F("indicator__targets__terms_set__horizon"))
    for baseline in late.select_related("indicator__item").distinct():
        yield f"{baseline.indicator.item.code} có số gốc sau thời hạn mục tiêu"


@rule("Báo cáo do đơn vị của cùng địa phương gửi, về công việc của cùng kế hoạch")
def report_plans() -> Iterator[str]:
    astray = Report.objects.exclude(
        item__plan=F("period__plan"), unit__locality=F("period__plan__locality")
    ).select_related("item", "period")
    for report in astray:
        yield f"báo cáo {report.period} của {report.item.code} thuộc kế hoạch, địa phương khác"


@rule("Báo cáo đã gửi, đã tiếp nhận có ngày gửi lần đầu")
def sent_reports() -> Iterator[str]:
    rows = Report.objects.filter(state__in=["sent", "accepted"], first_sent_on=None)
    for report in rows.select_related("item", "period"):
        yield f"báo cáo {report.period} của {report.item.code} chưa có ngày gửi lần đầu"


@rule("Số liệu được tính thuộc báo cáo được tính, và của đúng chỉ tiêu")
def measurement_reports() -> Iterator[str]:
    wrong = Measurement.objects.filter(report__isnull=False).filter(
        ~Q(report__item=F("indicator__item")) | Q(counted=True, report__counted=False)
    )
    for one in wrong.select_related("indicator__item"):
        yield f"số liệu {one.pk} của {one.indicator.item.code} không khớp với báo cáo"


@rule("Tỷ lệ có tử số và mẫu số, chỉ tiêu tính từ chỉ tiêu khác không có số liệu nhập")
def measurement_shapes() -> Iterator[str]:
    rows = Measurement.objects.select_related("indicator__item")
    rate = ~Q(indicator__denominator_accumulation="")
    wrong = rows.filter(
        (rate & Q(value__isnull=False))
        | (~rate & (Q(numerator__isnull=False) | Q(denominator__isnull=False)))
        | ~Q(indicator__derived_rule="")
        | Q(indicator__numerator_from__isnull=True, numerator__isnull=True, denominator__isnull=False)
        | Q(indicator__denominator_from__isnull=True, denominator__isnull=True, numerator__isnull=False)
    )
    for one in wrong:
        yield f"số liệu {one.pk} của {one.indicator.item.code} sai dạng"


@rule("Tử số, mẫu số dùng chung lấy từ chỉ tiêu nhập trực tiếp của cùng kế hoạch")
def shared_quantities() -> Iterator[str]:
    for part in ("numerator_from", "denominator_from"):
        lent = Indicator.objects.exclude(**{part: None}).select_related("item", f"{part}__item")
        for one in lent:
            source = getattr(one, part)
            if source.item.plan_id != one.item.plan_id:
                yield f"{one.item.code} lấy số của {source.item.code} thuộc kế hoạch khác"
            elif source.is_rate or source.is_derived:
                yield f"{one.item.code} lấy số của {source.item.code}, là tỷ lệ hoặc được tính"


@rule("Phần của tổng thể không quá 100%, tốc độ tăng lớn hơn −100%")
def measurement_limits() -> Iterator[str]:
    """Compared here, not in SQL: SQLite keeps decimals as floats.

    One quarter of two flows may pass the whole; the year to date is looked at when it is entered.
    """
    for one in Measurement.objects.select_related("indicator__item"):
        indicator = one.indicator
        if indicator.part_of_whole and one.numerator is not None and one.denominator is not None:
            flow = indicator.denominator_accumulation == Denominator.FLOW
            beyond = not flow and one.numerator > one.denominator
        elif one.value is None:
            continue
        else:
            growth = indicator.accumulation == Accumulation.GROWTH
            beyond = (indicator.part_of_whole and one.value > 100) or (growth and one.value <= -100)
        if beyond:
            yield f"số liệu {one.pk} của {indicator.item.code} vượt giới hạn"


@rule("Báo cáo tiến độ dự án thuộc về dự án")
def project_reports() -> Iterator[str]:
    rows = ProjectReport.objects.exclude(report__item__kind="project").select_related("report__item")
    for row in rows:
        yield f"{row.report.item.code} có báo cáo dự án nhưng không phải dự án"


@rule("Vốn dự án theo quyết định của chính kế hoạch")
def capital_decisions() -> Iterator[str]:
    rows = Capital.objects.exclude(decision=None).exclude(decision__plan=F("project__item__plan"))
    for row in rows.select_related("project__item"):
        yield f"vốn {row.pk} của {row.project.item.code} theo quyết định của kế hoạch khác"


@rule("Giải ngân ghi vào năm ngân sách mà quý báo cáo nhận")
def disbursement_years() -> Iterator[str]:
    for row in Disbursement.objects.select_related("project_report__report__period"):
        period = row.project_report.report.period
        if row.budget_year not in budget_years(period.year, period.quarter):
            yield f"giải ngân {row.pk}: {period.label} ghi vào vốn năm {row.budget_year}"


@rule("Số liệu đã chốt còn nguyên và đọc được")
def snapshots_are_whole() -> Iterator[str]:
    for snapshot in Snapshot.objects.select_related("period").iterator():
        where = f"{snapshot.period.label}, bản {snapshot.version}"
        if not is_intact(snapshot):
            yield f"{where} không còn như lúc chốt"
        try:
            rows_of(snapshot)
        except Unreadable as error:
            yield f"{where}: {error}"


@rule("Đánh giá đã lưu của mục tiêu đúng với số liệu (lệch thì chạy rebuild_standing)")
def standings_kept() -> Iterator[str]:
    for plan in Plan.objects.order_by("pk"):
        for one in stale_standings(plan):
            kept, judged = one.kept or "chưa lưu", one.judged or "không còn"
            yield f"{one.code}, {one.at.label}: đã lưu {kept}, tính lại {judged}"
