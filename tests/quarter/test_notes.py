"""What the note of a target brings of the words that officials typed."""

from __future__ import annotations

import pytest

from bachdang.quarter.rows.report import quarter_report
from bachdang.quarter.rows.targets import TargetLine
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.models import Measurement
from plans.models import Period
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db


def test_a_figure_that_was_not_due_brings_no_words() -> None:
    """The official figure of the half-year is sent a quarter later, with a report that is not due."""
    illustrative_ward()
    period = Period.objects.select_related("plan").get(year=2026, quarter=3)
    book = QuarterBook(Scope(period.plan, period, [period]))
    due = {one.item.code for one in book.due.all}
    sent = Measurement.objects.filter(report__period=period, report__counted=True).exclude(note="")
    codes = set(sent.values_list("indicator__item__code", flat=True))
    lines = [one for one in quarter_report(book).targets if isinstance(one, TargetLine) and one.code in codes]
    told = {one.code for one in lines if "Số liệu minh họa" in one.note}
    assert codes - due
    assert told == {one.code for one in lines if one.code in due}


def test_what_is_lacking_is_said_once_and_by_name() -> None:
    illustrative_ward()
    period = Period.objects.select_related("plan").get(year=2026, quarter=3)
    report = quarter_report(QuarterBook(Scope(period.plan, period, [period])))
    notes = {one.code: one.note for one in report.targets if isinstance(one, TargetLine)}
    assert "Chưa có số liệu: chưa có số gốc, chưa có kế hoạch năm. " in notes["03.08"]
    assert "thiếu số gốc hoặc kế hoạch năm" not in "".join(notes.values())
    small = "Chưa đến kỳ đánh giá: số lượng từ 5 trở xuống, chưa có kế hoạch năm."
    assert small in notes["05.07"]
    assert all(note.count("hưa có kế hoạch năm") <= 1 for note in notes.values())
