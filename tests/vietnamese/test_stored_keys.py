"""What is ordered by a stored key has the same order on every database."""

import random

import pytest

from bachdang.accounts.models import Unit, User
from bachdang.upkeep.verify import verify_data
from bachdang.vietnamese.stored_keys import rewrite_keys
from plans.models import Terms
from tests.factories import TaskFactory, UnitFactory, UserFactory

UNITS = [
    "Ban Chỉ huy Quân sự", "Ban Tổ chức", "Bàn giao", "Công an", "Cơ quan khác", "Dân vận", "Đảng ủy", "Đoàn",
    "Hội Cựu chiến binh", "Hội đồng nhân dân", "Tổ 2", "Tổ 10", "Tổ dân phố", "Uỷ ban", "Văn phòng",
]  # fmt: skip
PEOPLE = ["Lê An", "Vũ Văn Ân", "Bùi Dũng", "LÊ ĐỨC", "Phạm Hòa", "Vũ Hóa", "Ngô Hoàng", "Nguyễn Văn Ý"]


@pytest.mark.django_db
def test_units_are_ordered_as_in_a_dictionary() -> None:
    for number, name in enumerate(random.Random(1).sample(UNITS, len(UNITS))):
        UnitFactory(code=f"don-vi-{number}", name=name, short="")
    assert [str(one) for one in Unit.objects.filter(name__in=UNITS).by_name()] == UNITS


@pytest.mark.django_db
def test_people_are_ordered_by_their_given_name() -> None:
    for name in random.Random(1).sample(PEOPLE, len(PEOPLE)):
        UserFactory(full_name=name)
    found = User.objects.filter(full_name__in=PEOPLE).order_by("name_key")
    assert [one.full_name for one in found] == PEOPLE


@pytest.mark.django_db
def test_titles_are_ordered_as_in_a_dictionary() -> None:
    titles = ["Chất lượng", "Chiều dài", "Chính quyền", "Chuyển đổi", "Dự án", "Đất đai", "Ưu tiên", "Xã hội"]
    for number, title in enumerate(random.Random(1).sample(titles, len(titles))):
        terms = TaskFactory(code=f"PL1.I.{number}").terms_set.get()
        terms.title = title
        terms.save()
    found = Terms.objects.filter(title__in=titles).order_by("title_key")
    assert [one.title for one in found] == titles


@pytest.mark.django_db
def test_keys_that_were_forgotten_are_found_and_written_anew() -> None:
    unit = UnitFactory(name="Đảng ủy", short="")
    Unit.objects.filter(pk=unit.pk).update(name_key="")
    rule = "Khóa sắp xếp của tên việc, đơn vị, đơn vị tính, họ tên đúng với tên"
    assert verify_data()[rule] == [f"{unit.code} có khóa sắp xếp đã cũ"]
    rewrite_keys(Unit, "name_key")
    assert verify_data()[rule] == []
    unit.refresh_from_db()
    assert unit.name_key.startswith("d1a0")
