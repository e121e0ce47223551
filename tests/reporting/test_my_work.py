"""Việc của tôi and the form of one report: what is saved, asked back, refused, sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import seen_token
from bachdang.reporting.flow.periods import lock_period, reopen_report
from indicators.models import Indicator, Measurement
from plans.models import Item, Period, Report
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.markup import parsed

pytestmark = pytest.mark.django_db
FORM = "/viec-cua-toi/01.01/?ky=2026-Q3"
PAGE = "/viec-cua-toi/"
BOX = "estimate_2026q3_value"


@pytest.fixture
def indicator() -> Indicator:
    plan = PlanFactory()
    indicator: Indicator = IndicatorFactory(
        item__plan=plan,
        item__code="01.01",
        item__parent=ItemFactory(plan=plan, reporter=None),
        measure="tỷ đồng",
    )
    # No value that the figures typed here would be compared with.
    TargetFactory(indicator=indicator, terms__kind="trend", terms__operator="", terms__value=None)
    PeriodFactory(plan=plan, due=date(2026, 12, 1))
    return indicator


@pytest.fixture
def officer(client: Client, indicator: Indicator) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=indicator.item.reporter))
    return client


def row(indicator: Indicator, value: str, seen: str = "", box: str = BOX) -> dict[str, str]:
    """What the page posts for one row."""
    prefix = f"i{indicator.pk}"
    return {f"{prefix}-seen": seen, f"{prefix}-{box}": value, f"{prefix}-no_data_reason": ""}


# The form of one report


def test_a_figure_is_saved_as_a_draft_and_echoed_with_its_unit(officer: Client) -> None:
    response = officer.post(FORM, {"seen": "", BOX: "1.234,5"}, follow=True)
    assert response.redirect_chain == [(FORM, 302)]
    assert "Ước cả quý (quý III/2026): 1.234,5 tỷ đồng" in response.content.decode()
    stored = Measurement.objects.get()
    assert (stored.value, stored.counted) == (Decimal("1234.5"), False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10.961", "10961"),
        ("mười", "không phải là số"),
        ("-3", "không được nhỏ hơn 0"),
        ("", "Chưa nhập số liệu nào"),
    ],
)
def test_what_is_refused_stays_in_the_form(officer: Client, typed: str, said: str) -> None:
    response = officer.post(FORM, {"seen": "", BOX: typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page or not typed
    assert not Measurement.objects.exists()


def test_over_100_percent_of_a_whole_is_refused(officer: Client) -> None:
    Indicator.objects.update(part_of_whole=True, measure="%")
    response = officer.post(FORM, {"seen": "", BOX: "100,5"})
    assert response.status_code == 422
    assert "không vượt quá 100%" in response.content.decode()


def test_a_locked_round_is_told_and_nothing_is_lost(officer: Client) -> None:
    period = Period.objects.get()
    Period.objects.update(locked_at=period.opened_at, locked_by=period.opened_by, as_of=period.due)
    response = officer.post(FORM, {"seen": "", BOX: "5"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "đã chốt" in page
    assert 'value="5"' in page


def test_past_due_it_is_said_and_taken(officer: Client) -> None:
    Period.objects.update(due=date(2026, 9, 15))
    assert "Đã quá hạn gửi 23 ngày (hạn 15/09/2026)" in officer.get(FORM).content.decode()
    assert officer.post(FORM, {"seen": "", BOX: "5"}).status_code == 302
    assert Measurement.objects.get().value == 5


def test_a_stale_form_shows_both_values_and_lets_the_person_choose(officer: Client) -> None:
    officer.post(FORM, {"seen": "", BOX: "5"})
    response = officer.post(FORM, {"seen": "", BOX: "6"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Người khác vừa lưu" in page
    assert "5 tỷ đồng" in page
    assert 'value="6"' in page
    assert Measurement.objects.get().value == 5
    renewed = page.split('name="seen" value="')[1].split('"')[0]
    officer.post(FORM, {"seen": renewed, BOX: "6"})
    assert Measurement.objects.get().value == 6


def test_why_there_is_no_figure_is_an_answer(officer: Client) -> None:
    officer.post(FORM, {"seen": "", "no_data_reason": "Chưa đến kỳ khảo sát"})
    assert Report.objects.get().no_data_reason == "Chưa đến kỳ khảo sát"


def test_the_button_is_for_the_reporting_unit_only(officer: Client, client: Client) -> None:
    page = reverse("indicator_detail", args=["01.01"])
    form = reverse("report_form", args=["01.01"])
    assert f'href="{form}' in officer.get(page).content.decode()
    client.force_login(user_with_role(Role.OFFICE))
    assert f'href="{form}' not in client.get(page).content.decode()


def test_without_an_open_round_there_is_no_form(officer: Client) -> None:
    Period.objects.update(opened_at=None, opened_by=None)
    assert officer.get("/viec-cua-toi/01.01/").status_code == 404
    assert "Chưa có kỳ báo cáo nào đang mở" in officer.get(PAGE).content.decode()


def test_last_quarters_words_can_be_carried_over(officer: Client, indicator: Indicator) -> None:
    plan = indicator.item.plan
    task = TaskFactory(plan=plan)
    before = PeriodFactory(plan=plan, quarter=2, cutoff=date(2026, 6, 14), due=date(2026, 6, 15))
    user = User.objects.get(groups__name="officer")
    assert user.unit is not None
    Report.objects.create(
        period=before, item=task, unit=user.unit, state="accepted", counted=True,
        accepted_at=before.opened_at, accepted_by=user, result="Đã ban hành kế hoạch",
    )  # fmt: skip
    empty = officer.get("/viec-cua-toi/PL1.I.1/?ky=2026-Q3").content.decode()
    carried = officer.get("/viec-cua-toi/PL1.I.1/?ky=2026-Q3&chep=1").content.decode()
    assert ">\nĐã ban hành kế hoạch</textarea>" not in empty
    assert "Đã ban hành kế hoạch</textarea>" in carried


def test_a_step_is_taken_from_the_page_and_a_wrong_one_told(officer: Client) -> None:
    officer.post(FORM, {"seen": "", BOX: "5"})
    report = Report.objects.get()
    step = reverse("take_step", args=[report.pk])
    assert officer.post(step, {"step": "submit"}).status_code == 302
    again = officer.post(step, {"step": "submit"})
    assert again.status_code == 409
    assert "đang ở bước" in again.content.decode()


def locked() -> Period:
    period = Period.objects.get()
    office = user_with_role(Role.OFFICE, unit=UnitFactory(locality=period.plan.locality, code="vanphong"))
    return lock_period(period=period, by=office, today=date(2026, 10, 8))


def test_a_locked_round_is_only_read(officer: Client, indicator: Indicator) -> None:
    officer.post(FORM, {"seen": "", BOX: "5"})
    locked()
    page = parsed(officer.get(PAGE).content.decode())
    main = next(page.all("main"))
    assert "Quý III/2026 đã chốt ngày 08/10/2026 ; chỉ xem" in main.text
    assert not [*main.all("textarea"), *main.all("button")]
    assert "Chưa gửi khi chốt kỳ" in main.text
    form = next(parsed(officer.get(FORM).content.decode()).all("main"))
    assert "5 tỷ đồng" in form.text
    assert [one.attrs["name"] for one in form.all("textarea")] == ["text"], (
        "a comment is all that may be written"
    )


def test_a_report_opened_again_is_open_in_a_locked_round(officer: Client, indicator: Indicator) -> None:
    period = locked()
    office = User.objects.get(groups__name="office")
    reopen_report(item=indicator.item, period=period, reason="Sai mẫu số", by=office)
    page = officer.get(PAGE).content.decode()
    assert "chỉ xem, trừ 1 báo cáo được mở lại" in page
    assert "Mở lại sau khi chốt: Sai mẫu số" in page
    officer.post(PAGE, {**row(indicator, "12,5", seen_token(Report.objects.get())), "send": "1"})
    assert Report.objects.get().state == "waiting"


def test_what_is_typed_when_the_round_gets_locked_is_refused_and_kept(
    officer: Client, indicator: Indicator
) -> None:
    locked()
    response = officer.post(PAGE, {**row(indicator, "12,5"), "send": "1"})
    assert response.status_code == 422
    assert 'value="12,5"' in response.content.decode()
    assert not Report.objects.exists()


# The page of all that is owed


def test_the_page_saves_what_was_changed_and_sends_it_to_the_head(
    officer: Client, indicator: Indicator
) -> None:
    response = officer.post(PAGE, {**row(indicator, "12,5"), "send": "1"}, follow=True)
    assert "Đã lưu 1 dòng, đã trình lãnh đạo đơn vị 1 báo cáo" in response.content.decode()
    assert Report.objects.get().state == "waiting"
    assert Measurement.objects.get().value == Decimal("12.5")


def test_a_head_sends_straight_to_the_office(client: Client, indicator: Indicator) -> None:
    client.force_login(user_with_role(Role.HEAD, unit=indicator.item.reporter))
    client.post(PAGE, {**row(indicator, "12,5"), "send": "1"})
    assert Report.objects.get().state == "sent"


def test_a_wrong_row_keeps_its_text_and_the_others_are_saved(officer: Client, indicator: Indicator) -> None:
    other = IndicatorFactory(
        item__plan=indicator.item.plan, item__code="01.02", item__reporter=indicator.item.reporter
    )
    TargetFactory(indicator=other)
    response = officer.post(PAGE, {**row(indicator, "10.961"), **row(other, "70"), "send": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "1 dòng chưa lưu được" in page
    assert 'value="10.961"' in page
    assert "Đã lưu 1 dòng" in page
    assert [one.item.code for one in Report.objects.all()] == ["01.02"]
    assert Report.objects.get().state == "draft"


def test_beside_a_wrong_row_those_left_empty_are_not_judged(officer: Client, indicator: Indicator) -> None:
    second = IndicatorFactory(
        item__plan=indicator.item.plan, item__code="01.02", item__reporter=indicator.item.reporter
    )
    TargetFactory(indicator=second)
    response = officer.post(PAGE, {**row(indicator, "mười"), **row(second, "")})
    assert [one.code for one in response.context["wrong"]] == ["01.01"]
    assert "Chưa nhập số liệu nào" not in response.content.decode()
    summary = next(parsed(response.content.decode()).all(css="error-summary"))
    assert [link.text for link in summary.all("a")] == ["01.01, Ước cả quý III/2026, tỷ đồng"]


def test_a_row_of_a_task_says_its_due_day_and_last_quarters_result(
    officer: Client, indicator: Indicator
) -> None:
    plan = indicator.item.plan
    task = TaskFactory(plan=plan)
    Item.objects.filter(pk=task.pk).update(reporter=indicator.item.reporter)
    unit = indicator.item.reporter
    assert unit is not None
    before = PeriodFactory(plan=plan, quarter=2, cutoff=date(2026, 6, 14), due=date(2026, 6, 20))
    Report.objects.create(
        period=before, item=task, unit=unit, state="accepted", counted=True,
        result="Đã khảo sát 3 chợ.", accepted_at=before.opened_at, accepted_by=user_with_role(Role.OFFICE),
    )  # fmt: skip
    page = officer.get(f"{PAGE}?ky=2026-Q3").content.decode()
    assert "Hạn 31/12/2030 · quý II/2026: Đã khảo sát 3 chợ." in page


@pytest.mark.parametrize(("quarter", "said"), [(2, "73,33"), (1, "73,33 (Q1)")])
def test_the_last_figure_stands_beside_the_box(
    officer: Client, indicator: Indicator, quarter: int, said: str
) -> None:
    Measurement.objects.create(
        indicator=indicator, year=2026, quarter=quarter, form="official", value=Decimal("73.33"),
        counted=True, source="x",
    )  # fmt: skip
    page = parsed(officer.get(PAGE).content.decode())
    beside = [cell.text for cell in page.all("td") if cell.attrs.get("data-label") == "Kỳ trước"]
    assert beside == [said]


def test_rows_left_alone_are_not_written(officer: Client, indicator: Indicator) -> None:
    officer.post(PAGE, row(indicator, ""))
    assert not Report.objects.exists()


def test_one_row_is_saved_by_htmx_and_by_plain_post(officer: Client, indicator: Indicator) -> None:
    url = "/viec-cua-toi/01.01/luu/"
    part = officer.post(url, row(indicator, "3"), headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "Đã lưu 01.01" in part.content.decode()
    assert "<html" not in part.content.decode()
    seen = seen_token(Report.objects.get())
    plain = officer.post(url, row(indicator, "4", seen))
    assert (plain.status_code, plain.headers["Location"]) == (302, f"/viec-cua-toi/#viec-{indicator.pk}")
    assert Measurement.objects.get().value == 4


def test_a_row_saved_by_someone_else_shows_both(officer: Client, indicator: Indicator) -> None:
    officer.post(PAGE, row(indicator, "3"))
    part = officer.post("/viec-cua-toi/01.01/luu/", row(indicator, "9"), headers={"HX-Request": "true"})
    page = part.content.decode()
    assert part.status_code == 422
    assert "3 tỷ đồng" in page
    assert 'value="9"' in page
    assert Measurement.objects.get().value == 3


def test_what_came_back_is_open_with_its_reason(officer: Client, indicator: Indicator) -> None:
    officer.post(PAGE, row(indicator, "70"))
    Report.objects.update(
        returned_from="sent", return_reason="Sai đơn vị tính", returned_at=Period.objects.get().opened_at,
        returned_by=User.objects.get(groups__name="officer"),
    )  # fmt: skip
    page = parsed(officer.get(PAGE).content.decode())
    (line,) = page.all(css="work")
    assert "trả lại: Sai đơn vị tính" in line.text


def test_only_the_own_units_items_are_owed(officer: Client, indicator: Indicator) -> None:
    other = UnitFactory(locality=indicator.item.plan.locality, code="congan")
    TargetFactory(
        indicator=IndicatorFactory(item__plan=indicator.item.plan, item__code="01.09", item__reporter=other)
    )
    page = officer.get(PAGE).content.decode()
    assert "01.09" not in page
    assert officer.post("/viec-cua-toi/01.09/luu/", {}).status_code == 404


def test_the_page_takes_a_constant_number_of_queries(officer: Client, indicator: Indicator) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            officer.get(PAGE)
        return len(queries)

    officer.get(PAGE)
    few = count()
    for number in range(2, 12):
        one = IndicatorFactory(
            item__plan=indicator.item.plan, item__code=f"01.{number:02}",
            item__reporter=indicator.item.reporter,
        )  # fmt: skip
        TargetFactory(indicator=one)
    assert Item.objects.filter(kind="indicator").count() == 11
    assert count() == few


def with_contact(indicator: Indicator, code: str, contact: User) -> Indicator:
    other: Indicator = IndicatorFactory(
        item__plan=indicator.item.plan, item__code=code, item__reporter=indicator.item.reporter
    )
    TargetFactory(indicator=other)
    Item.objects.filter(pk=other.pk).update(contact=contact)
    return other


def test_what_one_is_the_contact_of_is_marked_and_stands_first(officer: Client, indicator: Indicator) -> None:
    with_contact(indicator, "01.02", User.objects.get(groups__name="officer"))
    page = officer.get(PAGE).content.decode()
    assert page.index('"viec-') < page.index("01.02") < page.index(">01.01 ")
    assert page.count("work__mine") == 1
    assert "Cả đơn vị (2)" in page
    assert "Tôi là đầu mối (1)" in page


def codes(client: Client, query: str = "") -> list[str]:
    """The rows that are open, in the order of the page."""
    page = parsed(client.get(f"{PAGE}{query}").content.decode())
    return [str(one.attrs["data-code"]) for one in page.all(css="work")]


def test_nothing_that_is_typed_moves_a_row(officer: Client, indicator: Indicator) -> None:
    others = [
        IndicatorFactory(
            item__plan=indicator.item.plan, item__code=code, item__reporter=indicator.item.reporter
        )
        for code in ("01.02", "01.03")
    ]
    for one in others:
        TargetFactory(indicator=one)
    before = codes(officer)
    officer.post(PAGE, row(others[1], "7"))
    assert codes(officer) == before == ["01.01", "01.02", "01.03"]


def test_filters_in_the_address_choose_the_rows(officer: Client, indicator: Indicator) -> None:
    task = TaskFactory(plan=indicator.item.plan)
    Item.objects.filter(pk=task.pk).update(reporter=indicator.item.reporter)
    assert codes(officer) == ["01.01", "PL1.I.1"]
    assert codes(officer, "?loai=nhiem-vu") == ["PL1.I.1"]
    officer.post(PAGE, row(indicator, "7"))
    assert codes(officer, "?thieu=1") == ["PL1.I.1"]
    parent = indicator.item.parent
    assert parent is not None
    assert codes(officer, f"?ct={parent.code}") == ["01.01"]
    assert "Không có việc nào theo bộ lọc" in officer.get(f"{PAGE}?ct=khong-co").content.decode()
    assert codes(officer, "?loai=la") == ["01.01", "PL1.I.1"]


def test_the_work_of_a_colleague_is_one_address(officer: Client, indicator: Indicator) -> None:
    unit = indicator.item.reporter
    colleague = UserFactory(unit=unit, username="dongnghiep")
    with_contact(indicator, "01.02", colleague)
    assert codes(officer, f"?nguoi={colleague.pk}") == ["01.02"]
    assert codes(officer, "?nguoi=la") == ["01.01", "01.02"]
    page = officer.get(f"{PAGE}?nguoi={colleague.pk}").content.decode()
    assert f'<option value="{colleague.pk}" selected>' in page
    sent = officer.post(f"{PAGE}?nguoi={colleague.pk}", row(indicator, ""))
    assert sent.headers["Location"] == f"{PAGE}?nguoi={colleague.pk}"


def test_many_rows_are_one_transaction_and_each_refusal_is_named(
    officer: Client, indicator: Indicator
) -> None:
    """200 rows typed on a page without JavaScript: those that are right are kept, the others say why."""
    rows = [indicator]
    for number in range(2, 201):
        one: Indicator = IndicatorFactory(
            item__plan=indicator.item.plan, item__code=f"02.{number:03}",
            item__reporter=indicator.item.reporter,
        )  # fmt: skip
        TargetFactory(indicator=one, terms__kind="trend", terms__operator="", terms__value=None)
        rows.append(one)
    data: dict[str, str] = {}
    for number, made in enumerate(rows):
        data |= row(made, "mười" if number % 20 == 19 else "7")
    with CaptureQueriesContext(connection) as queries:
        page = officer.post(PAGE, data).content.decode()
    assert Measurement.objects.count() == Report.objects.count() == 190
    assert "10 dòng chưa lưu được" in page
    assert page.count("“mười” không phải là số") >= 10
    begun = [one["sql"] for one in queries.captured_queries if one["sql"].startswith("BEGIN")]
    assert len(begun) <= 2


def test_what_was_handed_on_is_text_and_counts_no_more(officer: Client, indicator: Indicator) -> None:
    officer.post(PAGE, {**row(indicator, "12,5"), "send": "1"})
    page = next(parsed(officer.get(PAGE).content.decode()).all("main"))
    assert codes(officer) == []
    assert "còn 0 trong 1 việc" in page.text
    assert "Chờ lãnh đạo đơn vị duyệt: 1 việc" in page.text


def test_the_choice_of_ones_own_is_in_the_address(officer: Client, indicator: Indicator) -> None:
    other = with_contact(indicator, "01.02", User.objects.get(groups__name="officer"))
    officer.post(PAGE, row(indicator, "7"))
    page = officer.get(f"{PAGE}?cua=toi").content.decode()
    assert ">01.02 " in page
    assert ">01.01 " not in page
    response = officer.post(f"{PAGE}?cua=toi", {**row(other, "50"), "send": "1"})
    assert response.headers["Location"] == f"{PAGE}?cua=toi"
    states = dict(Report.objects.values_list("item__code", "state"))
    assert states == {"01.01": "draft", "01.02": "waiting"}


def test_the_contact_of_nothing_is_told(officer: Client) -> None:
    assert "chưa là đầu mối" in officer.get(f"{PAGE}?cua=toi").content.decode()
