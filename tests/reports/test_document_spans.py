"""The Word report of 6 and 9 months, a year, any days, one unit, one programme: against the database."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from docx import Document
from docx.document import Document as DocumentType

from bachdang.accounts.models import User
from bachdang.quarter.rows.wording import DEFAULTS, NAMES, SECTIONS, says_quarter
from bachdang.vietnamese.numbers import format_decimal, format_dong
from indicators.rules import Quarter, Status
from indicators.standings import TargetBook
from plans.models import Item, Period, Plan, Report, ReportText, Terms
from projects.models import Disbursement
from tests.factories import PeriodFactory
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Expected:
    """A span of the page: how it is called in the title, in a column, and what comes after it."""

    query: str
    title: str
    column: str
    ahead: str
    quarters: tuple[int, ...]

    @property
    def last(self) -> Quarter:
        return Quarter(2026, self.quarters[-1])


QUARTER = Expected("ky=2026-Q3", "quý III/2026", "quý", "QUÝ IV/2026", (3,))
SIX = Expected("khoang=6-thang", "6 tháng đầu năm 2026", "6 tháng", "6 THÁNG CUỐI NĂM 2026", (1, 2))
NINE = Expected("khoang=9-thang", "9 tháng năm 2026", "9 tháng", "QUÝ IV/2026", (1, 2, 3))
YEAR = Expected("khoang=nam", "năm 2026", "năm", "NĂM 2027", (1, 2, 3, 4))
DAYS = Expected(
    "khoang=tu-den&tu=2026-04-01&den=30/9/2026", "từ ngày 01/04/2026 đến ngày 30/09/2026",
    "kỳ này", "THỜI GIAN TỚI", (2, 3),
)  # fmt: skip
SPANS = [QUARTER, SIX, NINE, YEAR, DAYS]


@pytest.fixture
def ward() -> Plan:
    plan = illustrative_ward()
    PeriodFactory(plan=plan, quarter=4, opened_by=User.objects.get(username="vanphong"))
    return plan


@pytest.fixture
def office(ward: Plan, client: Client) -> Client:
    client.force_login(User.objects.get(username="vanphong"))
    return client


def written_anew(client: Client, query: str) -> DocumentType:
    response = client.get(f"/bao-cao/word/?{query}")
    assert response.status_code == 200
    return Document(io.BytesIO(response.content))


_WRITTEN: dict[str, DocumentType] = {}


def written(client: Client, query: str) -> DocumentType:
    """The report of the ward as it is laid, the same for every test that changes nothing: written once."""
    if query not in _WRITTEN:
        _WRITTEN[query] = written_anew(client, query)
    return _WRITTEN[query]


def paragraphs(document: DocumentType) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def words(document: DocumentType) -> list[list[str]]:
    """The rows of Biểu 4, which holds all that units wrote."""
    return [[cell.text for cell in row.cells] for row in document.tables[-1].rows]


def paid_in(quarters: tuple[int, ...]) -> int:
    rows = Disbursement.objects.filter(
        project_report__report__counted=True, project_report__report__period__year=2026,
        project_report__report__period__quarter__in=quarters, budget_year=2026,
    )  # fmt: skip
    return int(rows.aggregate(all=Sum("dong"))["all"] or 0)


@pytest.mark.parametrize("span", SPANS, ids=lambda one: one.title)
def test_title_columns_and_what_lies_ahead_are_those_of_the_span(office: Client, span: Expected) -> None:
    document = written(office, span.query)
    texts = paragraphs(document)
    assert texts[texts.index("BÁO CÁO") + 2] == span.title
    opening = next(text for text in texts if "báo cáo kết quả" in text)
    assert f"báo cáo kết quả {'thời gian ' if span is DAYS else ''}{span.title} triển khai" in opening
    assert f"IV. NHIỆM VỤ {span.ahead}" in texts
    targets, tasks, projects, _ = document.tables[-4:]
    assert f"Thực hiện/ước {span.column}" in [cell.text for cell in targets.rows[0].cells]
    assert f"Kết quả trong {span.column}" in [cell.text for cell in tasks.rows[0].cells]
    assert f"Giải ngân {span.column}" in [cell.text for cell in projects.rows[0].cells]
    dated = [text for text in texts if text.lower().startswith(f"({span.title.lower()}, tính đến ngày")]
    assert len(dated) == 4
    assert "None" not in "\n".join(texts)


@pytest.mark.parametrize("span", SPANS, ids=lambda one: one.title)
def test_sentences_tell_the_figures_of_the_database(office: Client, ward: Plan, span: Expected) -> None:
    text = "\n".join(paragraphs(written(office, span.query)))
    rows = [row for row in TargetBook(ward, span.last).rows() if not row.is_vision]
    counts = Counter(row.status for row in rows)
    assert f"Trong {len(rows)} mục tiêu được theo dõi có {counts[Status.EXCEEDED]} mục tiêu vượt" in text
    assert f"{counts[Status.ON_TRACK]} mục tiêu đúng tiến độ, {counts[Status.SLOW]} mục tiêu chậm" in text
    assert f"chỉ tiêu đến kỳ báo cáo {span.last.label}" in text
    paid = format_dong(paid_in(span.quarters)) if paid_in(span.quarters) else "chưa có số liệu"
    assert f"Vốn giải ngân trong {span.column}: {paid};" in text


@pytest.mark.parametrize("span", [SIX, NINE, YEAR, DAYS], ids=lambda one: one.title)
def test_every_quarter_of_the_span_has_its_words(office: Client, span: Expected) -> None:
    rows = words(written(office, span.query))
    said = Report.objects.counted().filter(
        item__kind="programme", period__year=2026, period__quarter__in=span.quarters
    )
    assert said
    assert {one.period.quarter for one in said} == set(span.quarters) - {4}
    found = Counter(line for row in rows for line in row[3].splitlines())
    for text, count in Counter(f"{one.period.label}: {one.result}" for one in said if one.result).items():
        assert found[text] >= count
    ahead = {one.next_steps for one in said.filter(period__quarter=span.quarters[-1]) if one.next_steps}
    assert ahead <= {row[5] for row in rows}


def test_tasks_of_the_next_quarter_are_not_passed_off_as_those_of_a_longer_time(office: Client) -> None:
    said_for = "Nhiệm vụ các đơn vị đã nêu cho quý III/2026:"
    assert said_for in paragraphs(written(office, SIX.query))
    assert not [text for text in paragraphs(written(office, NINE.query)) if "đã nêu cho" in text]


def test_cells_of_the_appendices_are_those_of_the_span(office: Client) -> None:
    projects = written(office, DAYS.query).tables[-2]
    total = [cell.text for cell in projects.rows[-1].cells]
    assert total[1] == "Cộng"
    assert total[5] == format_decimal(Decimal(paid_in(DAYS.quarters)) / 10**6, at_most=3)


def test_days_that_cut_a_quarter_say_why_figures_are_blank(office: Client) -> None:
    document = written(office, "khoang=tu-den&tu=2026-01-15&den=2026-09-30")
    text = "\n".join(paragraphs(document))
    assert "không trùng đầu quý" in text
    assert "Vốn giải ngân trong kỳ này: chưa có số liệu" in text
    rows = [[cell.text for cell in row.cells] for row in document.tables[-4].rows[1:]]
    assert {row[5] for row in rows if row[0] != row[1]} == {""}


@pytest.mark.parametrize("span", [QUARTER, NINE], ids=lambda one: one.title)
@pytest.mark.parametrize(
    ("narrow", "about", "mine"),
    [
        ("unit=dvsnc", "(Đơn vị báo cáo: Trung tâm Dịch vụ Sự nghiệp công)", {"reporter__code": "dvsnc"}),
        ("programme=B.I.2", "Chương trình phát triển kinh tế tư nhân)", {"parent__code": "B.I.2"}),
    ],
)
def test_of_one_unit_or_programme(
    office: Client, span: Expected, narrow: str, about: str, mine: dict[str, Any]
) -> None:
    document = written(office, f"{span.query}&{narrow}")
    texts = paragraphs(document)
    assert [text for text in texts if text.startswith("(") and text.endswith(about)]
    valid = Terms.objects.valid_on(span.last.end).values("item")
    owned = Item.objects.filter(pk__in=valid, **mine)
    for kind, noun, sentence in (("task", "nhiệm vụ", "nhiệm vụ cụ thể"), ("project", "dự án", "dự án")):
        count = owned.filter(kind=kind).count()
        said = [text for text in texts if text.startswith(f"Trong {count} {sentence} có")]
        none = texts.count(f"Không có {noun} nào thuộc phạm vi báo cáo này.")
        assert (len(said), none) == ((1, 0) if count else (0, 1))


def test_targets_of_the_vision_are_left_to_the_appendix(office: Client, ward: Plan) -> None:
    text = "\n".join(paragraphs(written(office, QUARTER.query)))
    found = re.search(r"Chương trình phát triển kinh tế tư nhân \d+/(\d+)", text)
    rows = [
        row
        for row in TargetBook(ward, QUARTER.last).rows()
        if row.programme and row.programme.code == "B.I.2"
    ]
    assert any(row.is_vision for row in rows)
    assert found is not None
    assert int(found[1]) == sum(1 for row in rows if not row.is_vision)


@pytest.mark.parametrize("span", SPANS, ids=lambda one: one.title)
def test_every_name_may_stand_in_every_text_of_the_office(office: Client, ward: Plan, span: Expected) -> None:
    every = " ".join(f"{name}={{{name}}}" for name in NAMES)
    for key in SECTIONS:
        ReportText.objects.create(plan=ward, section=key, text=f"Mục {key}. {every}")
    texts = paragraphs(written_anew(office, span.query))
    for key in SECTIONS:
        (line,) = [text for text in texts if text.startswith(f"Mục {key}. ")]
        assert "{" not in line
        assert f"ky_sau={span.ahead[:1]}".lower() in line.lower()
        assert f"khoang={span.column} " in line


def test_texts_that_say_quarter_themselves_are_pointed_out(office: Client, ward: Plan) -> None:
    assert not [key for key, text in DEFAULTS.items() if says_quarter(text)]
    ReportText.objects.create(plan=ward, section="mo_dau", text="Trong quý, {ky}:")
    warning = "“Mở đầu” ghi sẵn chữ “quý”"
    assert warning in office.get(f"/bao-cao/?{NINE.query}").content.decode()
    assert warning not in office.get(f"/bao-cao/?{QUARTER.query}").content.decode()


@pytest.mark.parametrize("span", SPANS, ids=lambda one: one.title)
def test_the_page_offers_both_files_of_the_span(office: Client, span: Expected) -> None:
    page = office.get(f"/bao-cao/?{span.query}")
    for name, ending in (("workbook_url", "xlsx"), ("document_url", "docx")):
        assert page.context[name].replace("&", "&amp;") in page.content.decode()
        disposition = office.get(page.context[name]).headers["Content-Disposition"]
        assert disposition.endswith(f'{page.context["report"].head.file_name}.{ending}"')
    assert Period.objects.filter(year=2026).count() == 4


def test_causes_stand_behind_the_limits_of_their_quarter(office: Client) -> None:
    rows = words(written(office, NINE.query))
    said = Report.objects.counted().filter(item__kind="programme", period__year=2026).exclude(causes="")
    assert said
    for one in said:
        told = f"{one.period.label}: {one.difficulties} Nguyên nhân: {one.causes}"
        assert any(told in row[4].splitlines() for row in rows)


def test_no_name_is_cut_and_no_title_ends_in_two_marks(office: Client) -> None:
    named = Item.objects.get(code="B.I.5").clause
    assert named is not None
    assert len(named.text) > 100
    texts = paragraphs(written(office, "ky=2026-Q3&programme=B.I.5"))
    assert f"(Chương trình, nhiệm vụ: B.I.5. {named.text})" in texts
    assert not [text for text in paragraphs(written(office, NINE.query)) if ".:" in text or "  " in text]


def test_what_there_is_none_of_has_no_page(office: Client) -> None:
    document = written(office, "ky=2026-Q3&programme=B.I.5")
    texts = paragraphs(document)
    assert [text for text in texts if text.startswith("Biểu ")] == ["Biểu 1"]
    assert len(document.sections) == 3  # the text, the one table, the notes for the office
    assert "Không có dự án nào thuộc phạm vi báo cáo này." in texts


TABLE = re.compile(r"Biểu \d")
TITLES = {
    "Biểu 1": "KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU",
    "Biểu 2": "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ CỤ THỂ",
    "Biểu 3": "TÌNH HÌNH THỰC HIỆN DỰ ÁN",
    "Biểu 4": "BÁO CÁO CỦA CÁC ĐƠN VỊ THEO CHƯƠNG TRÌNH, ĐỀ ÁN",
}


@pytest.mark.parametrize(
    "query", ["", "unit=kinhte", "unit=congan", "unit=dvsnc", "programme=B.I.5", "programme=B.I.1"]
)
def test_a_table_keeps_its_number_whatever_a_narrowed_report_leaves_out(office: Client, query: str) -> None:
    texts = paragraphs(written(office, f"ky=2026-Q3&{query}"))
    heads = [place for place, text in enumerate(texts) if text in TITLES]
    assert heads
    assert {texts[place]: texts[place + 1] for place in heads}.items() <= TITLES.items()
    named = {one for text in texts[: heads[0]] for one in TABLE.findall(text)}
    assert named <= {texts[place] for place in heads}, "the text names a table that is not there"
