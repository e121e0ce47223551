"""Baselines, yearly plan and what the document leaves blank, typed into a table in the browser."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from indicators.models import Baseline, PlanFigure
from plans.models import Plan, Terms
from tests.factories import IndicatorFactory, TaskFactory
from tests.setup.books import signed_in, small_ward

pytestmark = pytest.mark.django_db
BASELINES, YEARS, BLANKS = (f"/bat-dau/bang/{one}/" for one in ("so-goc", "ke-hoach-nam", "con-de-trong"))


@pytest.fixture
def plan() -> Plan:
    return small_ward()


@pytest.fixture
def office(plan: Plan) -> Client:
    return signed_in(plan, Role.OFFICE)


class Shown:
    """The page as the browser has it: its boxes by row and column, to be typed into and sent."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        page = client.get(address)
        assert page.status_code == 200
        self.rows = {row.known.key: row for row in page.context["rows"]}
        self.fields: dict[str, str] = {}
        for row in self.rows.values():
            self.fields |= {f"key-{row.place}": row.known.key, f"seen-{row.place}": row.seen}
            self.fields |= {box.name: box.text for box in row.boxes if not box.closed}

    def type(self, key: str, **texts: str) -> None:
        for column, text in texts.items():
            self.fields[f"{column}-{self.rows[key].place}"] = text

    def look(self, answer: Any) -> None:
        """What came back takes the place of the page; what was typed stands in it."""
        self.fields |= {f"seen-{row.place}": row.seen for row in answer.context["rows"]}

    def send(self, **more: Any) -> Any:
        return self.client.post(self.address, self.fields | more)

    def tick(self, *keys: str) -> list[str]:
        return [str(self.rows[key].place) for key in keys]


def faults(answer: Any) -> list[str]:
    """What the page says is wrong, in the boxes."""
    assert answer.status_code == 422
    found = re.findall(r'<ul class="errors".*?</ul>', answer.content.decode(), re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


def test_a_column_of_baselines_is_written_at_once(office: Client) -> None:
    page = Shown(office, BASELINES)
    assert set(page.rows) == {"01.01", "05.01"}
    page.type("01.01", value="62,5 %", on="31/12/2025", source="Thống kê 2025")
    page.type("05.01", numerator="6", denominator="14", on="31/12/2025", source="Phòng Văn hóa")
    assert page.send().status_code == 302
    known = {one.indicator.item.code: one for one in Baseline.objects.select_related("indicator__item")}
    assert (known["01.01"].value, known["01.01"].on) == (Decimal("62.5"), date(2025, 12, 31))
    assert (known["05.01"].numerator, known["05.01"].denominator) == (6, 14)
    assert Shown(office, BASELINES).rows == {}, "nothing is lacking any more"
    assert set(Shown(office, f"{BASELINES}?con=tat-ca&q=05.01").rows) == {"05.01"}


def test_no_baseline_is_waited_for_where_nothing_is_promised(office: Client, plan: Plan) -> None:
    IndicatorFactory(item__plan=plan, item__code="09.01")
    assert "09.01" not in Shown(office, BASELINES).rows
    assert "09.01" in Shown(office, f"{BASELINES}?con=tat-ca").rows
    assert "2 trong 2 dòng còn thiếu. Thêm 1 dòng không bắt buộc" in office.get(BASELINES).content.decode()


def test_a_wrong_box_is_named_and_nothing_of_the_page_is_written(office: Client) -> None:
    page = Shown(office, BASELINES)
    page.type("01.01", value="62,5", on="31/02/2025", source="Thống kê")
    page.type("05.01", numerator="15", denominator="14", on="31/12/2025")
    answer = page.send()
    assert len(faults(answer)) >= 2
    assert not Baseline.objects.exists()
    assert 'value="31/02/2025"' in answer.content.decode(), "what was typed stands in its box"
    assert 'value="15"' in answer.content.decode()


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(office: Client) -> None:
    page = Shown(office, YEARS)
    other = Shown(office, YEARS)
    other.type("01.01|2030", y2026="70")
    assert other.send().status_code == 302
    page.type("01.01|2030", y2026="65", y2027="70,5")
    answer = page.send()
    (told,) = [one for one in faults(answer) if "Có người đã sửa ô này sau khi mở trang" in one]
    assert "sổ" not in told
    assert not told.endswith("..")
    assert list(PlanFigure.objects.values_list("year", "value")) == [(2026, Decimal(70))]
    # Told what was written, one may write over it; what nobody was told of is refused as before.
    third = Shown(office, f"{YEARS}?con=tat-ca")
    third.type("01.01|2030", y2027="71")
    assert third.send().status_code == 302
    page.look(answer)
    again = page.send()
    assert any("71" in one for one in faults(again))
    page.look(again)
    assert page.send().status_code == 302
    written = PlanFigure.objects.filter(year__in=(2026, 2027)).order_by("year")
    assert list(written.values_list("value", flat=True)) == [Decimal(65), Decimal("70.5")]


def test_one_answer_is_filled_into_many_rows(office: Client, plan: Plan) -> None:
    TaskFactory(plan=plan, code="PL1.I.2")
    page = Shown(office, BLANKS)
    ticks = page.tick("PL1.I.1", "PL1.I.2")
    answer = page.send(tick=ticks, fill="1", column="decides", text="Chủ tịch UBND phường")
    assert answer.status_code == 302
    said = Terms.objects.filter(item__code__in=("PL1.I.1", "PL1.I.2")).values_list("decides", flat=True)
    assert set(said) == {"Chủ tịch UBND phường"}
    assert "Chủ tịch UBND phường" in office.get(f"{BLANKS}?con=tat-ca").context["offered"]["decides"]
    events = AuditEvent.objects.count()
    assert page.send(fill="1", column="decides", text="x").status_code == 302, "nothing was ticked"
    assert page.send(tick=ticks, fill="1", column="khong-co", text="x").status_code == 302
    assert AuditEvent.objects.count() == events


def test_text_of_before_unicode_is_shown_turned_before_it_is_written(office: Client) -> None:
    page = Shown(office, BLANKS)
    page.type("PL1.I.1", decides="Chñ tÞch Uû ban nh©n d©n ph­êng")
    answer = page.send()
    assert answer.status_code == 422
    assert "Chủ tịch Uỷ ban nhân dân phường" in unescape(answer.content.decode())
    assert not Terms.objects.exclude(decides="").exists()


def test_nothing_typed_changes_nothing_and_a_code_that_is_none_is_refused(office: Client) -> None:
    page = Shown(office, BASELINES)
    events = AuditEvent.objects.count()
    assert page.send().status_code == 302
    assert AuditEvent.objects.count() == events
    page.fields["key-0"] = "99.99"
    page.type("01.01", value="5")
    assert page.send().status_code == 422
    assert office.get("/bat-dau/bang/khong-co/").status_code == 404


def test_it_is_the_offices(plan: Plan) -> None:
    for role in Role:
        expected = 200 if role == Role.OFFICE else 403
        assert signed_in(plan, role).get(BASELINES).status_code == expected, role
