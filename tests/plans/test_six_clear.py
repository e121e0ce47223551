""" "6 rõ" (plan A.2): an axis is clear when every field behind it is filled."""

from __future__ import annotations

from datetime import date

import pytest

from plans.models import Milestone, Terms, TermsUnit
from plans.six_clear import is_generic, six_clear
from tests.factories import ProjectFactory, TaskFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def clear(terms: Terms) -> set[str]:
    return {one.code for one in six_clear(terms, terms.item.plan.axes) if one.clear}


def test_what_the_document_leaves_blank_is_not_clear() -> None:
    """Phụ lục 1 names no person, no deciding authority and no resources for any row."""
    assert clear(TaskFactory().terms_set.get()) == {"viec", "tien-do"}


def test_a_contact_makes_the_person_clear() -> None:
    item = TaskFactory()
    item.contact = UserFactory(unit=item.reporter)
    item.save()
    assert "nguoi" in clear(item.terms_set.get())


def test_responsibility_needs_a_leader_and_a_unit_by_name() -> None:
    terms = TaskFactory().terms_set.get()
    terms.leader = "Phó Chủ tịch UBND phường"
    terms.save()
    assert "trach-nhiem" not in clear(terms)
    TermsUnit.objects.create(terms=terms, unit=UnitFactory(code="dvsnc"), role="cooperating")
    assert "trach-nhiem" in clear(Terms.objects.get(pk=terms.pk))


def test_a_project_also_needs_its_next_milestone() -> None:
    terms = ProjectFactory().item.terms_set.get()
    terms.starts, terms.ends = date(2026, 3, 1), date(2027, 12, 31)
    terms.save()
    assert "tien-do" not in clear(terms)
    Milestone.objects.create(item=terms.item, title="Khởi công", due=date(2026, 12, 1))
    assert "tien-do" in clear(Terms.objects.get(pk=terms.pk))


def test_recurring_work_has_its_time() -> None:
    assert "tien-do" in clear(TaskFactory(recurrence="yearly").terms_set.get())


def test_an_unknown_field_is_never_clear() -> None:
    terms = TaskFactory().terms_set.get()
    assert [one.clear for one in six_clear(terms, [{"code": "x", "label": "X", "fields": ["nonsense"]}])] == [
        False
    ]


@pytest.mark.parametrize(
    "name",
    [
        "các đơn vị liên quan",
        "Các phòng chuyên môn, đơn vị liên quan",
        "Các Sở, ngành thành phố và đơn vị có liên quan",
        "Sở ban ngành và đơn vị có liên quan",
        "phòng chuyên môn",
        "các trường học",
        "Ban, ngành, đoàn thể",
        "Sở, ban, ngành",
        "Những đơn vị được giao",
        "Mọi cơ quan",
        " ",
    ],
)
def test_a_body_without_a_name_is_generic(name: str) -> None:
    assert is_generic(name)


@pytest.mark.parametrize(
    "name",
    [
        "UBND phường",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Thuế cơ sở 4",
        "Sở Tài chính",
        "Ban Chỉ huy Quân sự",
    ],
)
def test_a_named_body_is_not(name: str) -> None:
    assert not is_generic(name)


def test_generic_bodies_do_not_make_an_axis_clear() -> None:
    terms = TaskFactory().terms_set.get()
    terms.leader = "Phó Chủ tịch UBND phường"
    terms.save()
    crowd = UnitFactory(code="lien-quan", name="Các đơn vị liên quan")
    TermsUnit.objects.create(terms=terms, unit=crowd, role="cooperating")
    assert "trach-nhiem" not in clear(Terms.objects.get(pk=terms.pk))


NAMES_226 = [
    {"code": "nguoi", "label": "Rõ người", "fields": ["lead", "contact"]},
    {"code": "viec", "label": "Rõ việc", "fields": ["title"]},
    {"code": "thoi-gian", "label": "Rõ thời gian", "fields": ["schedule"]},
    {"code": "trach-nhiem", "label": "Rõ trách nhiệm", "fields": ["leader"]},
    {"code": "san-pham", "label": "Rõ sản phẩm", "fields": ["product"]},
    {"code": "tham-quyen", "label": "Rõ thẩm quyền", "fields": ["decides"]},
]


def test_another_norm_has_other_axes() -> None:
    """Kết luận 226-KL/TW: rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền."""
    found = six_clear(TaskFactory().terms_set.get(), NAMES_226)
    assert [(one.label, one.clear) for one in found] == [
        ("Rõ người", False), ("Rõ việc", True), ("Rõ thời gian", True), ("Rõ trách nhiệm", False),
        ("Rõ sản phẩm", True), ("Rõ thẩm quyền", False),
    ]  # fmt: skip
    assert found[1].text == "Phát triển thương mại"
    assert found[4].text == "Sản phẩm"


def test_what_the_document_says_is_not_open_to_be_filled_in() -> None:
    found = six_clear(TaskFactory().terms_set.get(), NAMES_226)
    assert {one.code: one.open for one in found} == {
        "nguoi": ("contact",), "viec": (), "thoi-gian": (), "trach-nhiem": ("leader",), "san-pham": (),
        "tham-quyen": ("decides",),
    }  # fmt: skip
