"""Loading the plan file: whole, once, and never over what the office has done."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bachdang.planfile.errors import PlanFileError
from bachdang.planfile.load import load_plan
from bachdang.upkeep.verify import verify_data
from indicators.models import Indicator, Target
from plans.models import Clause, Item, Occurrence, Plan, Question, Terms
from projects.models import Project
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_whole_document_is_loaded(plan_file: Path) -> None:
    load_plan(plan_file)

    kinds = dict.fromkeys(["programme", "task", "project", "duty"], 0)
    for item in Item.objects.exclude(kind="indicator"):
        kinds[item.kind] += 1
    assert kinds == {"programme": 22, "task": 41, "project": 33, "duty": 7}
    assert Clause.objects.filter(kind="specific_goal").count() == 53
    assert Clause.objects.filter(kind="activity").count() == 98
    assert Project.objects.filter(group="city").count() == 8
    assert Indicator.objects.count() >= 70
    assert not any(verify_data().values())


def test_generic_leads_stay_empty_and_are_asked_about(plan_file: Path) -> None:
    """29 of the 33 projects and one task name several bodies: no unit is made up for them."""
    load_plan(plan_file)
    for kind, expected in (("project", 29), ("task", 1)):
        open_ones = Item.objects.filter(kind=kind, reporter=None)
        assert open_ones.count() == expected
        assert all(item.clause is not None and item.clause.questions.exists() for item in open_ones)


def test_occurrences_follow_the_recurrence(plan_file: Path) -> None:
    load_plan(plan_file)
    yearly = Occurrence.objects.filter(item__code="PL1.I.3").values_list("year", "due")
    assert list(yearly) == [(year, date(year, 12, 31)) for year in range(2026, 2031)]
    assert Occurrence.objects.get(item__code="PL1.I.1").due == date(2030, 12, 31)
    assert not Occurrence.objects.filter(item__code="PL1.VII.2").exists()


def test_a_second_load_changes_nothing(plan_file: Path) -> None:
    load_plan(plan_file)
    again = load_plan(plan_file)
    assert (again.added.total(), again.changed.total()) == (0, 0)


def test_what_the_office_did_is_left_alone(plan_file: Path) -> None:
    plan = load_plan(plan_file).plan
    item = Item.objects.get(code="PL1.I.1")
    item.reporter = UnitFactory(locality=plan.locality, code="kinhte")
    item.save()
    terms = item.terms_set.get()
    terms.pk, terms.valid_from, terms.leader = None, date(2026, 7, 1), "Phó Chủ tịch"
    terms.save()
    user = UserFactory(unit=item.reporter)
    Question.objects.filter(clause__key="PL2").update(
        answer="Theo từng dự án", answered_by=user, answered_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    load_plan(plan_file)

    item.refresh_from_db()
    assert item.reporter is not None
    assert item.reporter.code == "kinhte"
    assert [one.leader for one in item.terms_set.order_by("valid_from")] == ["", "Phó Chủ tịch"]
    assert Question.objects.get(clause__key="PL2").answer == "Theo từng dự án"


def test_a_changed_wording_changes_the_clause_only(plan_file: Path, tmp_path: Path) -> None:
    load_plan(plan_file)
    text = plan_file.read_text().replace("Tạo thêm việc làm mới, góp phần", "Tạo việc làm mới, góp phần")
    changed = tmp_path / "plan.yaml"
    changed.write_text(text)
    summary = load_plan(changed)
    assert dict(summary.changed) == {"Nội dung": 1} | {k: 0 for k in summary.changed if k != "Nội dung"}
    assert Clause.objects.get(key="B.I.2.2.2030.4").text.startswith("Tạo việc làm mới")


BROKEN = [
    ("format: bachdang-plan/1", "format: something/9", "không thuộc"),
    ("format: bachdang-plan/1", "- not a mapping", "không đọc được"),
    ("  - key: B.I.2\n", "  - key: B.I.1\n", "trùng"),
    ("  - code: hdnd\n", "  - code: mttq\n", "trùng"),
    ("      lead: congan\n", "      lead: so-khong-co\n", "không có đơn vị"),
    ("        value: '20'\n", "", "phải có phép so sánh và giá trị"),
    ("        value: '20'\n", "        value: 20.5\n", "trong dấu nháy"),
    ("          - B.I.2.2.2030.2\n", "          - B.I.2.2.2030.99\n", "làm căn cứ"),
    ("    parent: B.I\n", "    parent: B.IX\n", "chưa có ở trước"),
    ("      - printed: hàng lang\n", "      - printed: không có chữ này\n", "không thấy chữ"),
    ("    parent: dang-uy\n", "    parent: ban-thuong-vu\n", "“ban-thuong-vu” chưa nêu ở trước"),
    ("    direction: higher\n", "    direction: sideways\n", "không thuộc"),
    ("        operator: '>'\n", "        operator: <\n", "trái với chiều tốt"),
    ("        horizon: 2030-12-31\n", "        horizon: 2025-12-31\n", "trước ngày bắt đầu"),
]


@pytest.mark.parametrize(
    ("old", "new", "reason"), BROKEN, ids=[new.strip() or "no-value" for _, new, _ in BROKEN]
)
def test_a_bad_file_is_refused_with_line_and_reason(
    plan_file: Path, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    text = plan_file.read_text()
    assert old in text
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace(old, new, 1))
    with pytest.raises(PlanFileError) as refused:
        load_plan(bad)
    assert any(reason in fault.reason and fault.line > 0 for fault in refused.value.faults), refused.value
    assert not Plan.objects.exists()


def test_a_missing_or_binary_file_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "plan.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "nowhere.yaml", binary):
        with pytest.raises(PlanFileError):
            load_plan(path)


def test_a_clause_that_left_the_file_is_refused_and_nothing_is_written(
    plan_file: Path, tmp_path: Path
) -> None:
    load_plan(plan_file)
    text = plan_file.read_text()
    start = text.index("  - key: N.6\n")
    end = text.index("  - key: S.1\n")
    shorter = tmp_path / "plan.yaml"
    shorter.write_text((text[:start] + text[end:]).replace("Tạo thêm việc làm", "Tạo việc làm"))
    with pytest.raises(PlanFileError, match=r"N\.6"):
        load_plan(shorter)
    assert Clause.objects.get(key="B.I.2.2.2030.4").text.startswith("Tạo thêm")


def test_targets_and_terms_begin_with_the_plan(plan_file: Path) -> None:
    plan = load_plan(plan_file).plan
    assert set(Terms.objects.values_list("valid_from", flat=True)) == {plan.starts}
    assert set(Target.objects.values_list("terms_set__valid_from", flat=True)) == {plan.starts}
