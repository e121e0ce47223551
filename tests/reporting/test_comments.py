"""Trao đổi about a report: between unit and office, heard of by name, read by nobody else, taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.reporting.comments import add_comment, withdraw_comment
from plans.models import Comment, Item, Notice, Period, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
PAGE = "/viec-cua-toi/01.01/"
WORDS = "Số này lệch với Cục Thống kê"


@pytest.fixture
def plan() -> Plan:
    """A unit under UBND with an officer and a head, UBND's head, another unit, the office, a monitor."""
    plan = PlanFactory()
    PeriodFactory(plan=plan)
    above = UnitFactory(locality=plan.locality, code="ubnd")
    unit = UnitFactory(locality=plan.locality, code="kinhte", parent=above)
    other = UnitFactory(locality=plan.locality, code="congan")
    vp = UnitFactory(locality=plan.locality, code="vanphong")
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01", item__reporter=unit))
    for name, role, at in (
        ("canbo", Role.OFFICER, unit), ("truong", Role.HEAD, unit), ("chutich", Role.HEAD, above),
        ("congan", Role.OFFICER, other), ("vp", Role.OFFICE, vp), ("giamsat", Role.MONITOR, other),
    ):  # fmt: skip
        user_with_role(role, username=name, unit=at)
    return plan


def person(name: str) -> User:
    found: User = User.objects.get(username=name)
    return found


def said(by: str, *mentioned: str, text: str = WORDS) -> Comment:
    return add_comment(
        item=Item.objects.get(code="01.01"), period=Period.objects.get(), text=text, by=person(by),
        mentioned=[person(one) for one in mentioned],
    )  # fmt: skip


def told() -> set[str]:
    return set(Notice.objects.values_list("user__username", flat=True))


def test_those_mentioned_hear_of_it(plan: Plan, client: Client) -> None:
    client.force_login(person("vp"))
    typed = {"text": WORDS, "mentioned": ["canbo", "chutich"]}
    client.post(f"{PAGE}trao-doi/", typed)
    assert told() == {"canbo", "chutich"}
    notice = Notice.objects.get(user=person("canbo"))
    assert "nhắc tên bạn khi trao đổi về báo cáo 01.01, quý III/2026" in notice.text
    client.force_login(person("canbo"))
    page = client.get(notice.url.split("#")[0]).content.decode()
    assert WORDS in page
    assert f'id="{notice.url.split("#")[1]}"' in page


def test_without_a_name_the_other_side_hears_of_it(plan: Plan) -> None:
    said("canbo")
    assert told() == {"vp"}
    said("vp")
    assert told() == {"vp", "canbo", "truong"}


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("canbo", True),
        ("truong", True),
        ("chutich", True),
        ("vp", True),
        ("congan", False),
        ("giamsat", False),
    ],
)
def test_it_is_read_as_drafts_are(plan: Plan, client: Client, name: str, reads: bool) -> None:
    said("canbo")
    assert Comment.objects.readable_by(person(name)).exists() is reads
    client.force_login(person(name))
    answer = client.get(PAGE)
    assert (answer.status_code == 200 and WORDS in answer.content.decode()) is reads
    assert client.post(f"{PAGE}trao-doi/", {"text": "Tôi thấy"}).status_code == (302 if reads else 404)


def test_the_words_are_on_no_other_page_and_not_in_the_history(plan: Plan, client: Client) -> None:
    said("canbo")
    assert not [one for one in AuditEvent.objects.all() if WORDS in f"{one.changes}{one.reason}"]
    for name in ("congan", "giamsat"):
        client.force_login(person(name))
        assert WORDS not in client.get("/chi-tieu/01.01/").content.decode()


@pytest.mark.parametrize(
    ("by", "mentioned", "text", "why"),
    [
        ("canbo", ("congan",), WORDS, "Chỉ nhắc tên người của đơn vị"),
        ("canbo", ("giamsat",), WORDS, "Chỉ nhắc tên người của đơn vị"),
        ("canbo", (), "  ", "Ghi nội dung trao đổi"),
    ],
)
def test_what_cannot_be_said(plan: Plan, by: str, mentioned: tuple[str, ...], text: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        said(by, *mentioned, text=text)
    assert not Comment.objects.exists()


def test_another_unit_says_nothing(plan: Plan) -> None:
    with pytest.raises(PermissionDenied):
        said("congan")


def test_ones_own_words_are_taken_back_and_kept(plan: Plan, client: Client) -> None:
    comment = said("canbo", "vp")
    with pytest.raises(PermissionDenied):
        withdraw_comment(comment=comment, by=person("truong"))
    client.force_login(person("canbo"))
    client.post(f"/trao-doi/{comment.pk}/rut/")
    assert WORDS not in client.get(PAGE).content.decode()
    assert "đã rút lời này" in client.get(PAGE).content.decode()
    assert Notice.objects.get().done_at is not None
    assert Comment.objects.get().text == WORDS
    client.force_login(person("vp"))
    assert "Xem lời đã rút" in client.get(PAGE).content.decode()
    assert AuditEvent.objects.filter(verb="withdraw_comment").count() == 1


def test_too_long_a_text_is_refused_in_words(plan: Plan, client: Client) -> None:
    client.force_login(person("canbo"))
    answer = client.post(f"{PAGE}trao-doi/", {"text": "a" * 2001})
    assert answer.status_code == 422
    assert "2.000 ký tự" in answer.content.decode() or "2000" in answer.content.decode()
