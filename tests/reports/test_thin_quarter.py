"""What pages and papers for leaders say of main indicators with little or nothing to judge by."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from bachdang.accounts.roles import Role
from bachdang.quarter.prose.one_page import one_page
from bachdang.quarter.rows import quarter_report
from bachdang.quarter.rows.wording import DEFAULTS
from bachdang.reports.document import quarter_document
from bachdang.reports.one_page.paper import one_page_document
from bachdang.reports.workbook import quarter_workbook
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.models import Measurement, PlanFigure, Target
from plans.models import Letterhead, Plan
from tests.factories import IndicatorFactory, PeriodFactory, PlanFactory, TargetFactory, user_with_role
from tests.factories.money import decision_of
from tests.factories.plan import TargetTermsFactory

pytestmark = pytest.mark.django_db
SUM = {"accumulation": "year_to_date", "measure": "tỷ đồng"}
NAME = "Thu ngân sách"


def target(plan: Plan, **fields: Any) -> Target:
    terms = {f"terms__{name}": fields.pop(name) for name in ("kind", "operator", "value") if name in fields}
    indicator = IndicatorFactory(
        item__plan=plan, item__code="01.01", item__terms__title=NAME, headline=1, **fields
    )
    found: Target = TargetFactory(indicator=indicator, **terms)
    return found


def figure(one: Target, quarter: int, value: str, *, year: int = 2026, form: str = "official") -> None:
    Measurement.objects.create(
        indicator=one.indicator, year=year, quarter=quarter, form=form, value=Decimal(value), counted=True,
        source="Nguồn",
    )  # fmt: skip


def nothing(plan: Plan) -> None:
    target(plan)


def estimated(plan: Plan) -> None:
    one = target(plan, **SUM, kind="every_year", operator=">=", value=Decimal(400))
    for quarter in (1, 2, 3):
        figure(one, quarter, "100.5", form="estimate")
    PlanFigure.objects.create(target=one, year=2026, value=Decimal(400))


def no_ground(plan: Plan) -> None:
    figure(target(plan), 3, "59.6")


def a_quarter_missing(plan: Plan) -> None:
    one = target(plan, **SUM, kind="every_year", operator=">=", value=Decimal(400))
    for quarter in (1, 3):
        figure(one, quarter, "100")


def of_last_year(plan: Plan) -> None:
    growth = {"accumulation": "growth", "kind": "average_growth", "operator": ">=", "value": Decimal(15)}
    figure(target(plan, **growth), 4, "13.5", year=2025)


def once_a_year(plan: Plan) -> None:
    figure(target(plan, frequency="year"), 4, "64.5", year=2025)


def suspended(plan: Plan) -> None:
    one = target(plan)
    figure(one, 3, "59.6")
    TargetTermsFactory(target=one, valid_from=date(2026, 7, 1), state="suspended", decision=decision_of(plan))


def amended(plan: Plan) -> None:
    one = target(plan)
    figure(one, 3, "96.5")
    decision = decision_of(plan)
    TargetTermsFactory(target=one, valid_from=date(2026, 7, 1), value=Decimal(90), decision=decision)


Case = tuple[Callable[[Plan], None], str, str, str]
CASES: dict[str, Case] = {
    "no figure at all": (
        nothing, "Thu ngân sách: chưa có số liệu, mục tiêu trên 80%.", "Chưa có số liệu", "Chưa báo cáo",
    ),
    "all of it estimated": (
        estimated, "9 tháng ước đạt 301,5 tỷ đồng, bằng 75,4% kế hoạch năm (400 tỷ đồng); đúng tiến độ",
        "Đúng tiến độ", "Đúng tiến độ",
    ),
    "no baseline, no plan": (
        no_ground, "đạt 59,6%, mục tiêu trên 80%; chưa đánh giá được (thiếu số gốc hoặc kế hoạch năm).",
        "Chưa đánh giá được (thiếu số gốc hoặc kế hoạch năm)", "Thiếu số gốc hoặc kế hoạch năm",
    ),
    "a quarter is missing": (
        a_quarter_missing, "9 tháng đạt ít nhất 200 tỷ đồng, mục tiêu",
        "Chưa đánh giá được (thiếu quý)", "Thiếu quý",
    ),
    "only last year's": (
        of_last_year, "quý IV/2025 đạt 13,5%, thấp hơn 1,5 điểm phần trăm so với mục tiêu",
        "Kỳ này chưa có số liệu", "Chưa báo cáo",
    ),
    "measured once a year": (
        once_a_year, "quý IV/2025 đạt 64,5%, mục tiêu trên 80%; chưa đến kỳ đánh giá.",
        "Chưa đến kỳ đánh giá", "Chưa đến kỳ đo",
    ),
    "suspended": (
        suspended, "đạt 59,6%, mục tiêu trên 80%; tạm dừng theo quyết định.", "Tạm dừng theo quyết định",
        "Tạm dừng",
    ),
    "amended": (
        amended, "đạt 96,5%, cao hơn 6,5 điểm phần trăm so với mục tiêu trên 90%; đạt.", "Đạt",
        "mục tiêu trên 90%",
    ),
}  # fmt: skip


def surfaces(plan: Plan, client: Client) -> Mapping[str, str]:
    """The text of each page and paper."""
    period = PeriodFactory(plan=plan)
    client.force_login(user_with_role(Role.OFFICE))
    report = quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))
    book = load_workbook(io.BytesIO(quarter_workbook(report)))["Chỉ tiêu chủ yếu"]
    return {
        "overview": _plain(client.get("/?ky=2026-Q3").content.decode()),
        "one page": _plain(client.get("/mot-trang/?ky=2026-Q3").content.decode()),
        "one page on paper": _texts(one_page_document(one_page(report), "")),
        "Word": _texts(quarter_document(report, DEFAULTS, Letterhead.COMMITTEE)),
        "sheet": "\n".join(
            str(cell.value) for row in book.iter_rows() for cell in row if cell.value is not None
        ),
    }


def _plain(page: str) -> str:
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert main is not None
    return " ".join(re.sub(r"<[^>]+>", " ", main[0]).split())


def _texts(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(("make", "sentence", "verdict", "tile"), CASES.values(), ids=CASES)
def test_every_page_and_paper_says_it_well(
    client: Client, make: Callable[[Plan], None], sentence: str, verdict: str, tile: str
) -> None:
    plan = PlanFactory()
    make(plan)
    said = surfaces(plan, client)
    assert sentence in said["Word"]
    assert tile in said["overview"]
    for name in ("one page", "one page on paper", "sheet"):
        assert verdict in said[name], (name, said[name])
    for name, text in said.items():
        assert NAME in text, name
        for odd in ("None", "nan", "NaN", "[", "(chưa đến kỳ đo)", "(chưa báo cáo)", "..", " ,", "()"):
            assert odd not in text, (name, odd)


def test_the_sheet_names_the_quarter_of_an_older_figure_and_says_at_least() -> None:
    plan = PlanFactory()
    of_last_year(plan)
    one = target_of_another(plan)
    for quarter in (1, 3):
        figure(one, quarter, "100")
    period = PeriodFactory(plan=plan)
    report = quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))
    sheet = load_workbook(io.BytesIO(quarter_workbook(report)))["Chỉ tiêu chủ yếu"]
    rows = {row[1].value: row for row in sheet.iter_rows() if isinstance(row[0].value, int)}
    assert [cell.value for cell in rows["01.01"][6:9]] == [13.5, "quý IV/2025", None]
    assert [cell.value for cell in rows["01.02"][6:9]] == [200, "quý III/2026", None]
    assert "ít nhất" in rows["01.02"][6].number_format
    assert "ít nhất" not in rows["01.01"][6].number_format


def target_of_another(plan: Plan) -> Target:
    indicator = IndicatorFactory(item__plan=plan, item__code="01.02", headline=2, **SUM)
    terms = {"terms__kind": "every_year", "terms__operator": ">=", "terms__value": Decimal(400)}
    found: Target = TargetFactory(indicator=indicator, **terms)
    return found


def test_a_figure_without_a_target_is_not_called_not_yet_due(client: Client) -> None:
    plan = PlanFactory()
    indicator = IndicatorFactory(item__plan=plan, item__terms__title=NAME, headline=1, **SUM)
    Measurement.objects.create(
        indicator=indicator, year=2026, quarter=3, form="official", value=Decimal("343.2"), counted=True,
        source="Nguồn",
    )  # fmt: skip
    PeriodFactory(plan=plan)
    client.force_login(user_with_role(Role.OFFICE))
    page = _plain(client.get("/?ky=2026-Q3").content.decode())
    assert "343,2 tỷ đồng" in page
    assert "chưa có kế hoạch năm Không có mục tiêu riêng" in page
    assert "Chưa đến kỳ đo" not in page


def test_one_verdict_in_many_targets_is_no_good_news(client: Client) -> None:
    plan = PlanFactory()
    amended(plan)
    for number in range(2, 6):
        TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code=f"01.{number:02d}"))
    PeriodFactory(plan=plan)
    client.force_login(user_with_role(Role.OFFICE))
    page = _plain(client.get("/?ky=2026-Q3").content.decode())
    assert (
        "Mới đánh giá được 1 trong 5 mục tiêu, chưa thấy mục tiêu nào chậm, có nguy cơ hoặc không đạt" in page
    )
    Measurement.objects.all().delete()
    page = _plain(client.get("/?ky=2026-Q3").content.decode())
    assert "Chưa đánh giá được mục tiêu nào trong 5 mục tiêu" in page
