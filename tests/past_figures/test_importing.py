"""History in: previewed, refused by row, written all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.found import Import
from bachdang.past_figures.writing import confirm_import, write_import
from bachdang.spreadsheet.reading import Line, read_table
from indicators.entry import NewFigure
from indicators.models import Indicator, Measurement
from indicators.rules import Form, Quarter
from plans.models import Plan
from tests.factories import IndicatorFactory, PeriodFactory, PlanFactory, TargetFactory, user_with_role
from tests.factories.flow import accepted

pytestmark = pytest.mark.django_db
HEAD = "Mã chỉ tiêu;Năm;Quý;Loại số liệu;Giá trị;Tử số;Mẫu số;Nguồn;Ghi chú;Văn bản"
UNTIL = Quarter(2026, 4)


@pytest.fixture
def plan() -> Plan:
    plan = PlanFactory()
    kinds: dict[str, dict[str, Any]] = {
        "01.01": {},
        "01.02": {
            "denominator_accumulation": "stock",
            "numerator_name": "Số trường đạt",
            "denominator_name": "Số trường",
            "scale": Decimal(100),
            "part_of_whole": True,
        },
        "01.03": {"accumulation": "growth"},
    }
    for code, fields in kinds.items():
        TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code=code, **fields))
    source = Indicator.objects.get(item__code="01.01")
    derived = IndicatorFactory(
        item__plan=plan, item__code="01.04", derived_rule="growth_of", derived_from=source
    )
    TargetFactory(indicator=derived)
    words = IndicatorFactory(item__plan=plan, item__code="01.05")
    TargetFactory(indicator=words, terms__kind="qualitative", terms__operator="", terms__value=None)
    return plan


def read(plan: Plan, *rows: str) -> Import:
    return plan_import(plan, read_table("\n".join([HEAD, *rows]).encode(), "a.csv").lines, UNTIL)


def faults(plan: Plan, *rows: str) -> list[str]:
    return [str(fault) for fault in read(plan, *rows).faults]


def test_figures_of_every_shape_are_written_and_count(plan: Plan) -> None:
    found = read(
        plan,
        "01.01;2025;IV;chính thức;1.234,5;;;Niên giám;Ghi chú;12/BC",
        "01.02;2025;4;official;;3;14;Phòng Giáo dục;;",
        "01.05;2025;4;Ước cả quý;Đúng tiến độ;;;Tự đánh giá;;",
    )
    assert found.faults == []
    assert write_import(plan=plan, found=found, by=None) == 3
    first = Measurement.objects.get(indicator__item__code="01.01")
    assert (first.value, first.counted, first.source, first.document) == (
        Decimal("1234.5"), True, "Niên giám", "12/BC",
    )  # fmt: skip
    assert Measurement.objects.get(indicator__item__code="01.05").rating == "on_track"


def test_the_same_file_again_changes_nothing(plan: Plan) -> None:
    row = "01.01;2025;IV;chính thức;80;;;Niên giám;;"
    write_import(plan=plan, found=read(plan, row), by=None)
    again = read(plan, row)
    assert (again.changes, again.unchanged) == ([], 1)


def test_a_corrected_figure_takes_the_place_of_the_first_which_is_kept(plan: Plan) -> None:
    by = user_with_role(Role.OFFICE)
    write_import(plan=plan, found=read(plan, "01.01;2025;4;chính thức;80;;;Niên giám;;"), by=by)
    write_import(plan=plan, found=read(plan, "01.01;2025;4;chính thức;81;;;Đính chính;;"), by=by)
    values = Measurement.objects.order_by("pk").values_list("value", "counted")
    assert list(values) == [(Decimal(80), False), (Decimal(81), True)]
    event = AuditEvent.objects.filter(verb="import_figures").order_by("-pk")[0]
    assert event.changes == {"Chính thức cả quý (quý IV/2025)": ["80% (Niên giám)", "81% (Đính chính)"]}
    assert (event.by, event.item_id) == (by, Indicator.objects.get(item__code="01.01").pk)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("99.99;2025;4;ước;1;;;x;;", "không có chỉ tiêu mã “99.99”"),
        ("01.04;2025;4;ước;1;;;x;;", "được tính từ chỉ tiêu khác"),
        ("01.01;25;4;ước;1;;;x;;", "bốn chữ số"),
        ("01.01;2025;5;ước;1;;;x;;", "từ 1 đến 4"),
        ("01.01;2025;4;dự kiến;1;;;x;;", "loại số liệu"),
        ("01.01;2025;4;ước;;;;x;;", "chưa có số liệu"),
        ("01.01;2025;4;ước;10.961;;;x;;", "10961 hoặc 10,961"),
        ("01.01;2025;4;ước;=1+1;;;x;;", "không phải là số"),
        ("01.01;2025;4;ước;1,23456;;;x;;", "4 chữ số"),
        ("01.01;2025;4;ước;1;2;;x;;", "không nhập tử số"),
        ("01.01;2025;4;ước;1;;;;;", "nguồn"),
        ("01.01;2027;1;ước;1;;;x;;", "chưa tới"),
        ("01.02;2025;4;ước;;3;0;x;;", "lớn hơn 0"),
        ("01.02;2025;4;ước;;15;14;x;;", "không quá 100%"),
        ("01.02;2025;4;ước;21;;;x;;", "nhập tử số và mẫu số"),
        ("01.03;2025;4;ước;-100;;;x;;", "−100%"),
        ("01.05;2025;4;ước;Tốt;;;x;;", "Đúng tiến độ"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_number(plan: Plan, row: str, message: str) -> None:
    (fault,) = faults(plan, row)
    assert fault.startswith("Dòng 2: ")
    assert message in fault


def test_a_figure_is_taken_away_by_the_word_for_it(plan: Plan) -> None:
    by = user_with_role(Role.OFFICE)
    write_import(plan=plan, found=read(plan, "01.01;2025;4;chính thức;80;;;Niên giám;;"), by=by)
    found = read(plan, "01.01;2025;4;chính thức;Bỏ;;;Nhập nhầm chỉ tiêu;;")
    assert [(one.before_text, one.text) for one in found.changes] == [("80%", "Bỏ số liệu")]
    write_import(plan=plan, found=found, by=by)
    assert not Measurement.objects.counted().exists()
    event = AuditEvent.objects.filter(verb="import_figures").order_by("-pk")[0]
    assert event.changes == {"Chính thức cả quý (quý IV/2025)": ["80% (Niên giám)", None]}
    assert event.reason == "Nhập nhầm chỉ tiêu"
    assert read(plan, "01.01;2025;4;chính thức;bỏ;;;Nhập nhầm chỉ tiêu;;").changes == []


def test_a_better_source_alone_is_a_change(plan: Plan) -> None:
    write_import(plan=plan, found=read(plan, "01.01;2025;4;chính thức;80;;;Niên giám;;"), by=None)
    (change,) = read(plan, "01.01;2025;4;chính thức;80;;;Niên giám 2025, trang 12;;").changes
    assert (change.before_text, change.text) == ("80%", "80%")


def test_a_code_that_a_spreadsheet_took_for_a_number_is_found(plan: Plan) -> None:
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="02.10"))
    head = Line(1, ("Mã chỉ tiêu", "Năm", "Quý", "Loại số liệu", "Giá trị", "Nguồn"))
    row = Line(2, (Decimal("2.1"), Decimal(2025), Decimal(4), "ước", Decimal(5), "Niên giám"))
    found = plan_import(plan, [head, row], UNTIL)
    assert [(one.indicator.item.code, one.figure.value) for one in found.incoming] == [("02.10", Decimal(5))]


def test_what_a_unit_has_reported_is_not_taken_away(plan: Plan) -> None:
    indicator = Indicator.objects.get(item__code="01.01")
    officer = user_with_role(Role.OFFICER, unit=indicator.item.reporter)
    accepted(
        indicator, PeriodFactory(plan=plan), [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(13))], officer
    )
    (fault,) = faults(plan, "01.01;2026;3;ước;bỏ;;;x;;")
    assert "đã báo cáo số này" in fault


def confirm(plan: Plan, seen: Import, *rows: str) -> tuple[Import, bool]:
    lines = read_table("\n".join([HEAD, *rows]).encode(), "a.csv").lines
    by = user_with_role(Role.OFFICE)
    return confirm_import(plan=plan, lines=lines, until=UNTIL, seen=seen.mark, by=by)


def test_a_confirmed_preview_is_written(plan: Plan) -> None:
    row = "01.01;2025;4;chính thức;80;;;Niên giám;;"
    assert confirm(plan, read(plan, row), row)[1]
    assert Measurement.objects.get().value == Decimal(80)


def test_a_preview_is_not_written_when_figures_changed_since(plan: Plan) -> None:
    row = "01.01;2025;4;chính thức;80;;;Niên giám;;"
    seen = read(plan, row)
    write_import(plan=plan, found=read(plan, "01.01;2025;4;chính thức;81;;;Đính chính;;"), by=None)
    found, written = confirm(plan, seen, row)
    assert (written, [one.before_text for one in found.changes]) == (False, ["81%"])
    assert Measurement.objects.counted().get().value == Decimal(81)
    assert confirm(plan, found, row)[1]


def test_a_preview_is_not_written_when_a_round_was_locked_since(plan: Plan) -> None:
    row = "01.01;2026;3;chính thức;1;;;x;;"
    seen = read(plan, row)
    locked = datetime(2026, 10, 1, tzinfo=UTC)
    locker = user_with_role(Role.OFFICE)
    PeriodFactory(plan=plan, locked_at=locked, locked_by=locker, as_of=date(2026, 9, 30))
    found, written = confirm(plan, seen, row)
    assert not written
    assert "đã chốt" in str(found.faults[0])


def test_only_the_office_confirms(plan: Plan) -> None:
    with pytest.raises(PermissionDenied):
        confirm_import(plan=plan, lines=[], until=UNTIL, seen="", by=user_with_role(Role.OFFICER))


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [
        (["01.01;2024;4;ước;9;;;x;;", "01.01;2025;4;ước;90;;;x;;"], ["Dòng 3: 90%, chênh từ 10"]),
        (["01.01;2025;4;ước;9;;;x;;", "01.01;2024;4;ước;90;;;x;;"], ["Dòng 2: 9%, chênh từ 10"]),
        (["01.01;2024;4;ước;9;;;x;;", "01.01;2025;4;ước;80;;;x;;"], []),
        (["01.02;2024;4;ước;;1;14;x;;", "01.02;2025;4;ước;;14;14;x;;"], ["Dòng 2: 1/14", "Dòng 3: 14/14 ="]),
        (["01.01;2025;4;chính thức;80;;;x;;"], []),
    ],
)  # fmt: skip
def test_a_figure_ten_times_the_one_before_is_shown_first(
    plan: Plan, rows: list[str], doubts: list[str]
) -> None:
    found = read(plan, *rows)
    assert found.faults == []
    assert len(found.doubts) == len(doubts)
    for said, wanted in zip(found.doubts, doubts, strict=True):
        assert str(said).startswith(wanted)


def test_a_figure_that_stands_is_what_the_next_is_compared_with(plan: Plan) -> None:
    write_import(plan=plan, found=read(plan, "01.01;2024;4;chính thức;5;;;x;;"), by=None)
    (doubt,) = read(plan, "01.01;2025;1;chính thức;50;;;x;;").doubts
    assert str(doubt) == "Dòng 2: 50%, chênh từ 10 lần trở lên so với 5% của quý IV/2024"


def test_two_rows_about_the_same_figure_are_refused(plan: Plan) -> None:
    row = "01.01;2025;4;ước;1;;;x;;"
    assert faults(plan, row, row) == ["Dòng 3: trùng với dòng 2 (cùng chỉ tiêu, quý và loại số liệu)."]


def test_a_locked_period_takes_no_figure(plan: Plan) -> None:
    by = user_with_role(Role.OFFICE)
    PeriodFactory(
        plan=plan, locked_at=datetime(2026, 10, 1, tzinfo=UTC), locked_by=by, as_of=date(2026, 9, 30)
    )
    (fault,) = faults(plan, "01.01;2026;3;chính thức;1;;;x;;")
    assert "đã chốt" in fault


def test_what_a_unit_has_reported_is_not_written_over(plan: Plan) -> None:
    indicator = Indicator.objects.get(item__code="01.01")
    officer = user_with_role(Role.OFFICER, unit=indicator.item.reporter)
    accepted(
        indicator, PeriodFactory(plan=plan), [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(13))], officer
    )
    (fault,) = faults(plan, "01.01;2026;3;ước;14;;;x;;")
    assert "đã báo cáo số này" in fault
    assert read(plan, "01.01;2026;3;ước;13;;;x;;").unchanged == 1


def test_unknown_and_missing_columns_are_named(plan: Plan) -> None:
    found = plan_import(plan, read_table("Mã chỉ tiêu;Tháng".encode(), "a.csv").lines, UNTIL)
    said = [str(fault) for fault in found.faults]
    assert "Dòng 1: Cột “Tháng” không có trong mẫu." in said
    assert "Dòng 1: Thiếu cột “Nguồn”." in said


def test_the_command_previews_then_writes(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "lich-su.csv"
    file.write_text(f"{HEAD}\n01.01;2025;IV;chính thức;80;;;Niên giám;;\n", encoding="utf-8")
    out = StringIO()
    call_command("import_measurements", file, stdout=out)
    assert "Chưa ghi gì" in out.getvalue()
    assert not Measurement.objects.exists()
    call_command("import_measurements", file, "--commit", stdout=out)
    assert "Đã ghi: 1 số liệu" in out.getvalue()
    assert Measurement.objects.get().value == Decimal(80)


def test_the_command_writes_nothing_when_one_row_is_wrong(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "lich-su.csv"
    rows = "01.01;2025;IV;chính thức;80;;;Niên giám;;\n99.99;2025;1;ước;1;;;x;;\n"
    file.write_text(f"{HEAD}\n{rows}", encoding="utf-8")
    with pytest.raises(CommandError, match="Dòng 3"):
        call_command("import_measurements", file, "--commit", stdout=StringIO())
    assert not Measurement.objects.exists()


def test_a_past_quarter_of_two_flows_may_pass_the_whole(plan: Plan) -> None:
    solved: dict[str, Any] = {"denominator_accumulation": "flow", "numerator_name": "Số vụ đã khám phá"}
    solved |= {"denominator_name": "Số vụ đã xảy ra", "scale": Decimal(100), "part_of_whole": True}
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="22.04", **solved))
    rows = ("22.04;2025;1;Chính thức cả quý;;3;5;Công an;;", "22.04;2025;2;Chính thức cả quý;;3;2;Công an;;")
    found = read(plan, *rows)
    assert (found.faults, len(found.changes)) == ([], 2)
    assert ["quá 100% (3/2)" in str(one) for one in found.doubts] == [True]
    [refused] = faults(plan, rows[0], "22.04;2025;2;Chính thức cả quý;;5;2;Công an;;")
    assert "tử số là 8, mẫu số là 7" in refused


@pytest.fixture
def counted(plan: Plan) -> None:
    for code, measure in (("02.01", "người"), ("02.02", "tỷ đồng"), ("02.03", "ha")):
        IndicatorFactory(item__plan=plan, item__code=code, measure=measure)


@pytest.mark.parametrize(
    ("row", "value", "numerator", "denominator"),
    [
        ("02.01;2025;4;chính thức;1.900;;;x;;", "1900", None, None),
        ("02.01;2025;4;chính thức;1.900 người;;;x;;", "1900", None, None),
        ("01.01;2025;4;chính thức;62,5 %;;;x;;", "62.5", None, None),
        ("02.02;2025;4;chính thức;1 tỷ 200 triệu;;;x;;", "1.2", None, None),
        ("02.02;2025;4;chính thức;1500tr;;;x;;", "1.5", None, None),
        ("01.02;2025;4;chính thức;;6/14;;x;;", None, "6", "14"),
        ("01.02;2025;4;chính thức;6 trên 14;;;x;;", None, "6", "14"),
        ("02.03;2025;4;chính thức;１２,５;;;x;;", "12.5", None, None),
    ],
)
def test_a_cell_is_read_by_what_its_indicator_measures(
    plan: Plan, counted: None, row: str, value: str | None, numerator: str | None, denominator: str | None
) -> None:
    found = read(plan, row)
    assert found.faults == []
    figure = found.incoming[0].figure
    wanted = [None if one is None else Decimal(one) for one in (value, numerator, denominator)]
    assert [figure.value, figure.numerator, figure.denominator] == wanted


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("02.01;2025;4;chính thức;23,456;;;x;;", "“23,456” có thể hiểu là 23456 hoặc 23,456. Ô này chỉ nhận"),
        ("02.03;2025;4;chính thức;1.234;;;x;;", "“1.234” có thể hiểu là 1234 hoặc 1,234"),
        ("02.03;2025;4;chính thức;12 ,5;;;x;;", "Hãy gõ 12,5"),
        ("02.02;2025;4;chính thức;1.5 tỷ;;;x;;", "Hãy gõ 1,5"),
        ("01.02;2025;4;chính thức;;6,5;14;x;;", "có phần lẻ"),
        ("01.02;2025;4;chính thức;;6/14;15;x;;", "“6/14” không phải là số"),
    ],
)
def test_a_cell_that_reads_two_ways_names_both(plan: Plan, counted: None, row: str, said: str) -> None:
    (fault,) = faults(plan, row)
    assert said in fault


def test_a_true_number_with_a_part_is_no_count(plan: Plan, counted: None) -> None:
    head, row = read_table(f"{HEAD}\n02.01;2025;4;chính thức;0;;;x;;".encode(), "a.csv").lines
    cells = (*row.cells[:4], Decimal("23.456"), *row.cells[5:])
    (fault,) = plan_import(plan, [head, replace(row, cells=cells)], UNTIL).faults
    assert "Số đếm phải là số nguyên, đã nhập 23,456" in str(fault)
