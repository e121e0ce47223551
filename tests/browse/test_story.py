"""The story of an item in one line of time, the newest first."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import User
from bachdang.browse.story import SHOWN, Sources, Story, story_of
from plans.models import Item, Milestone, Report
from tests.factories import TaskFactory
from tests.factories.money import decision_of
from tests.factories.plan import TermsFactory
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


def told(task: Item) -> Sources:
    return Sources([*task.terms_set.order_by("valid_from")], [*task.milestones.order_by("due")])


def test_decisions_and_milestones_stand_in_time_and_what_is_to_come_says_so() -> None:
    task = TaskFactory()
    decision = decision_of(task.plan, day=date(2026, 7, 1))
    TermsFactory(item=task, valid_from=date(2026, 7, 1), state="suspended", decision=decision)
    Milestone.objects.create(item=task, title="Khảo sát", due=date(2026, 3, 1), completed_on=date(2026, 4, 1))
    Milestone.objects.create(item=task, title="Bàn giao", due=date(2027, 1, 1))
    found = story_of(told(task), [], TODAY).steps
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
    assert [one.kind for one in found] == ["Mốc", "Quyết định", "Mốc", "Kế hoạch"]
    assert [one.ahead for one in found] == [True, False, False, False]
    assert "tạm dừng" in found[1].text.lower()
    assert found[2].text == "Hoàn thành: Khảo sát"


def test_a_milestone_that_was_missed_is_late_and_not_to_come() -> None:
    task = TaskFactory()
    Milestone.objects.create(item=task, title="Khảo sát", due=date(2026, 3, 1))
    (late, _) = story_of(told(task), [], TODAY).steps
    assert (late.text, late.ahead) == ("Khảo sát (quá hạn)", False)


def test_an_accepted_report_stands_with_its_evidence_on_the_page(client: Client) -> None:
    illustrative_ward()
    report = Report.objects.get(item__code="PL1.I.1", period__quarter=3, counted=True)
    client.force_login(User.objects.get(username="giamsat"))
    text = client.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert "Dòng thời gian" in text
    assert report.result in text


def test_the_number_of_queries_is_the_same_however_long_the_story() -> None:
    task = TaskFactory()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            story_of(told(task), [], TODAY)
        return len(queries)

    few = asked()
    for number in range(1, 20):
        Milestone.objects.create(item=task, title=f"Mốc {number}", due=date(2026, 3, number))
    assert asked() == few
    story = story_of(told(task), [], TODAY)
    assert (len(story.newest), len(story.earlier)) == (SHOWN, 20 - SHOWN)
    assert Story().newest == []
