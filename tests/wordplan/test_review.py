"""The review page: handed in, looked through, decided, confirmed; nothing of a plan before that."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from bachdang.wordplan.lines import Reading
from bachdang.wordplan.review.chapters import MOST, chapters
from indicators.models import Target
from plans.models import Clause, Item, Plan, PlanDraft
from tests.factories import PlanDraftFactory, UnitFactory, user_with_role
from tests.wordplan.documents import another_ward, as_bytes, paragraphs
from tests.wordplan.reading import lines_of
from tests.wordplan.test_bad_documents import OLE

pytestmark = pytest.mark.django_db
DRAFTS = "/bat-dau/van-ban/"


@pytest.fixture
def office() -> User:
    unit = UnitFactory(code="vanphong", name="Văn phòng Đảng ủy phường")
    return user_with_role(Role.OFFICE, unit=unit)


@pytest.fixture
def web(office: User) -> Client:
    client = Client()
    client.force_login(office)
    return client


@pytest.fixture
def draft(office: User) -> PlanDraft:
    assert office.unit is not None
    made: PlanDraft = PlanDraftFactory(locality=office.unit.locality, made_by=office)
    return made


def word(content: bytes, name: str = "ke-hoach.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def chosen(client: Client, address: str) -> dict[str, Any]:
    """What the form of a page holds as it is opened."""
    form = client.get(address).context["form"]
    return {name: box.initial for name, box in ((box.html_name, box) for box in form) if box.initial}


def test_a_document_becomes_a_draft_and_nothing_of_a_plan(web: Client) -> None:
    answer = web.post(DRAFTS, {"file": word(as_bytes(another_ward()))})
    made = PlanDraft.objects.get()

    assert answer["Location"] == f"{DRAFTS}{made.pk}/"
    assert (Plan.objects.count(), Clause.objects.count()) == (0, 0)
    shown = web.get(answer["Location"]).content.decode()
    for text in ("Việc còn lại", "tên chưa có trong danh sách", "07-KH-DU", "2026"):
        assert text in shown
    assert AuditEvent.objects.filter(verb="start_plan_draft").count() == 1


def test_a_file_that_cannot_be_read_is_refused_at_its_box(web: Client) -> None:
    answer = web.post(DRAFTS, {"file": word(b"%PDF-1.7")})

    assert answer.status_code == 422
    assert "Tệp là PDF, không phải Word." in answer.content.decode()
    assert not PlanDraft.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE, "Tệp là .doc cũ. Mở bằng Word rồi lưu lại thành .docx."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Tệp có mật khẩu."),
        (b"%PDF-1.7 scanned", "Tệp là PDF, không phải Word."),
        (as_bytes(paragraphs()), "Tệp không có chữ nào đọc được (có thể là bản quét)."),
    ],
    ids=["doc", "password", "pdf", "scan"],
)
def test_a_wrong_file_over_a_draft_leaves_what_was_decided(
    web: Client, draft: PlanDraft, content: bytes, said: str
) -> None:
    address = reverse("draft_chapter", args=[draft.pk, 1])
    web.post(address, chosen(web, address) | {"6-kind": "paragraph"})
    draft.refresh_from_db()
    decided = draft.reading
    for page in (DRAFTS, reverse("compare_draft", args=[draft.pk])):
        answer = web.post(page, {"file": word(content)})
        assert answer.status_code == 422, page
        assert said in unescape(answer.content.decode()), page
    draft.refresh_from_db()
    assert draft.reading == decided
    assert (PlanDraft.objects.count(), Plan.objects.count()) == (1, 0)


def test_a_document_without_headings_is_told_on_its_page(web: Client) -> None:
    web.post(DRAFTS, {"file": word(as_bytes(paragraphs("Trong năm qua phường đã làm nhiều việc.", "Hết.")))})
    shown = web.get(reverse("plan_draft", args=[PlanDraft.objects.get().pk])).content.decode()
    assert "Không thấy đề mục nào" in shown


def test_kind_and_parent_of_a_line_are_changed(web: Client, draft: PlanDraft) -> None:
    address = reverse("draft_chapter", args=[draft.pk, 2])
    web.post(address, chosen(web, address) | {"kind-8": "paragraph", "parent-8": "4", "seen-8": "on"})
    draft.refresh_from_db()
    line = draft.reading["lines"][7]

    assert (line["kind"], line["parent"], line["choices"]) == ("paragraph", 4, {"seen": "1"})
    assert AuditEvent.objects.filter(verb="change_plan_draft").count() == 1


def test_a_line_that_becomes_a_goal_gets_its_promise(web: Client, draft: PlanDraft) -> None:
    draft.reading["lines"][7] |= {"text": "Trồng mới 500 cây xanh", "kind": "paragraph", "parent": 5}
    draft.save()
    address = reverse("draft_chapter", args=[draft.pk, 2])
    web.post(address, chosen(web, address) | {"kind-8": "specific_goal"})
    draft.refresh_from_db()

    assert [(one["clause"], one["value"]) for one in draft.promises] == [(6, "100"), (8, "500")]


def test_a_line_never_stands_under_one_below_it(web: Client, draft: PlanDraft) -> None:
    address = reverse("draft_chapter", args=[draft.pk, 2])
    answer = web.post(address, chosen(web, address) | {"parent-5": "7"})

    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.reading["lines"][4]["parent"] == 4


def test_promises_are_changed_dropped_and_taken_together(web: Client, draft: PlanDraft) -> None:
    address = reverse("draft_promises", args=[draft.pk])
    typed = {
        "0-accepted": "on", "0-name": "Tỷ lệ hộ dùng nước máy", "0-kind": "reach", "0-operator": ">",
        "0-value": "98,5", "0-measure": "%", "0-direction": "higher", "0-year": "2029",
    }  # fmt: skip
    web.post(address, typed)
    draft.refresh_from_db()
    assert (draft.promises[0]["name"], draft.promises[0]["value"]) == ("Tỷ lệ hộ dùng nước máy", "98.5")

    assert web.post(address, typed | {"0-value": ""}).status_code == 422
    web.post(address, {"all": "no"})
    draft.refresh_from_db()
    assert draft.promises[0]["accepted"] is False


def test_confirmed_it_is_a_plan_with_unit_and_target(web: Client, draft: PlanDraft) -> None:
    answer = web.post(reverse("confirm_draft", args=[draft.pk]))
    plan = Plan.objects.get()

    assert answer.status_code == 302
    assert (plan.code, plan.locality) == ("07-KH-DU", draft.locality)
    assert Clause.objects.filter(plan=plan).count() == 7
    assert Item.objects.get(plan=plan, code="I.1").reporter == Unit.objects.get(name="Trạm Cấp nước phường")
    assert Target.objects.get().terms_set.get().value == 100
    draft.refresh_from_db()
    assert draft.plan == plan


def test_a_name_is_matched_to_a_unit_of_the_ward(web: Client, draft: PlanDraft) -> None:
    UnitFactory(code="tram", name="Trạm Y tế", locality=draft.locality)
    web.post(reverse("draft_units", args=[draft.pk]), {"unit-0": "tram"})
    web.post(reverse("confirm_draft", args=[draft.pk]))

    assert Item.objects.get(code="I.1").reporter == Unit.objects.get(code="tram")
    assert not Unit.objects.filter(name="Trạm Cấp nước phường").exists()


def test_what_the_checks_refuse_is_shown_at_its_line_and_nothing_is_written(
    web: Client, draft: PlanDraft
) -> None:
    draft.reading["lines"][7] |= {"kind": "project", "parent": 3, "cells": ["1", "Xây mới", "", ""]}
    draft.save()
    answer = web.post(reverse("confirm_draft", args=[draft.pk]))
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert "dự án của địa phương phải có lĩnh vực" in shown
    assert f"/bat-dau/van-ban/{draft.pk}/phan/2/#dong-8" in shown
    assert not Plan.objects.exists()


def test_what_is_said_of_the_plan_stands_over_the_document(web: Client, draft: PlanDraft) -> None:
    web.post(
        reverse("plan_draft", args=[draft.pk]),
        {"code": "ke-hoach-moi", "first_year": "2026", "last_year": "2028"},
    )
    web.post(reverse("confirm_draft", args=[draft.pk]))
    plan = Plan.objects.get()

    assert (plan.code, plan.ends.year, plan.issuer) == ("ke-hoach-moi", 2028, "Đảng ủy phường")


def test_the_document_read_again_shows_differences_and_overwrites_nothing(web: Client, office: User) -> None:
    web.post(DRAFTS, {"file": word(as_bytes(paragraphs("I. CÁC CHƯƠNG TRÌNH", "1. Chương trình nước sạch")))})
    made = PlanDraft.objects.get()
    again = as_bytes(paragraphs("I. CÁC CHƯƠNG TRÌNH", "1. Chương trình nước máy", "2. Chương trình mới"))
    shown = web.post(reverse("compare_draft", args=[made.pk]), {"file": word(again)}).content.decode()

    assert "Chương trình nước máy" in shown
    assert "Chương trình mới" in shown
    before = made.reading
    made.refresh_from_db()
    assert made.reading == before


def test_deleting_asks_first(web: Client, draft: PlanDraft) -> None:
    address = reverse("delete_draft", args=[draft.pk])
    assert "Xóa bản nháp này?" in web.get(address).content.decode()
    assert PlanDraft.objects.exists()
    web.post(address)
    assert not PlanDraft.objects.exists()


def test_a_long_document_is_paged_at_constant_cost(web: Client, django_assert_max_num_queries: Any) -> None:
    lines = ["I. CÁC CHƯƠNG TRÌNH"]
    for at in range(1, 40):
        lines += [f"{at}. Chương trình {at}", f"{at}.1. Mục tiêu cụ thể", *["- Đạt 90% số hộ."] * 60]
    web.post(DRAFTS, {"file": word(as_bytes(paragraphs(*lines)))})
    made = PlanDraft.objects.get()
    parts = chapters(Reading.from_json(made.reading))

    assert max(len(part.lines) for part in parts) <= MOST
    assert sum(len(part.lines) for part in parts) == len(lines)
    with django_assert_max_num_queries(20):
        shown = web.get(reverse("draft_chapter", args=[made.pk, 30])).content
    assert len(shown) < 400_000


def test_chapters_begin_at_programmes() -> None:
    parts = chapters(lines_of(another_ward()))

    assert [part.title for part in parts][2:5] == [
        "B. NỘI DUNG", "1. Chương trình chuyển đổi số", "C. TỔ CHỨC THỰC HIỆN"
    ]  # fmt: skip
