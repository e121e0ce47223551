"""The plan of record, typed as a Word document, is read as its file has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bachdang.planfile.load import load_plan
from bachdang.planfile.yamlfile import Entry
from bachdang.wordplan.drafting.draft import Draft, write_draft
from bachdang.wordplan.drafting.writing import as_text
from bachdang.wordplan.lines import Reading
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.structure.outline import read_lines
from plans.models import Item
from tests.wordplan.documents import record, words_of
from tests.wordplan.reading import checked

ENOUGH = 0.98
# What the catalogue of the record adds to the words of the document.
CURATED = ("recurrence",)


@pytest.fixture(scope="module")
def reading(record_docx: bytes) -> Reading:
    return read_lines(read_document(record_docx))


@pytest.fixture(scope="module")
def draft(reading: Reading) -> Draft:
    return write_draft(reading, record()["units"])


@pytest.fixture(scope="module")
def proposed(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """Targets of the draft, once its file is found in order."""
    indicators = checked(draft, tmp_path_factory.mktemp("draft"))["indicators"]
    return [target for indicator in indicators for target in indicator["targets"]]


def test_clauses_have_their_text_kind_and_parent(draft: Draft) -> None:
    clauses = record()["clauses"]
    keys = {clause["key"]: words for clause, words in zip(clauses, words_of(clauses), strict=True)}
    wanted = [(keys[one["key"]], one["kind"], keys.get(one.get("parent", ""))) for one in clauses]
    read = draft.data["clauses"]
    names = {clause["key"]: words for clause, words in zip(read, words_of(read), strict=True)}
    found = [(names[one["key"]], one["kind"], names.get(one.get("parent", ""))) for one in read]

    equal = sum(one == other for one, other in zip(wanted, found, strict=False))
    assert equal >= ENOUGH * len(wanted)
    assert len(found) == len(wanted)


def test_every_cell_of_both_annexes_is_read(draft: Draft) -> None:
    def rows(clauses: list[dict[str, Any]]) -> list[list[str]]:
        return [one["cells"] for one in clauses if one["kind"] in ("task", "project")]

    wanted = rows(record()["clauses"])
    assert len(wanted) == 41 + 33
    assert rows(draft.data["clauses"]) == wanted


def test_keys_are_those_of_the_record(draft: Draft) -> None:
    """Two differ: what the printed document leaves unnumbered has a number in the record."""
    wanted = [clause["key"] for clause in record()["clauses"]]
    found = [clause["key"] for clause in draft.data["clauses"]]

    assert [pair for pair in zip(wanted, found, strict=True) if pair[0] != pair[1]] == [
        ("B.III.1.6", "B.III.1.resources"),
        ("C.p8", "C.p1"),
    ]


def test_assignments_are_those_of_the_record(draft: Draft) -> None:
    read = {clause["key"]: clause.get("item") for clause in draft.data["clauses"]}
    for clause in record()["clauses"]:
        item, found = clause.get("item"), read.get(clause["key"])
        if item is None or item["kind"] == "duty":
            continue
        assert found is not None
        assert found | {"cooperating": set(found["cooperating"])} == item | {
            "cooperating": set(item["cooperating"])
        }


def test_what_is_unsure_is_marked(draft: Draft) -> None:
    """A misprinted number, and schools that are no units."""
    assert ("PL1.IX", "số “XIX.” không nối tiếp nhóm trước (“VIII.”)") in [
        (one.key, one.reason) for one in draft.doubts
    ]
    assert any(one.key == "PL1.IX.3" and "chưa nhận ra đơn vị" in one.reason for one in draft.doubts)
    assert draft.unread == []


def test_two_leads_become_a_question(draft: Draft) -> None:
    row = next(one for one in draft.data["clauses"] if one["key"] == "PL1.X.3")

    assert row["item"]["lead"] is None
    named = "Ban Chỉ huy Quân sự phường, Công an phường"
    assert row["lead_questions"] == [
        f"Tài liệu nêu nhiều đơn vị chủ trì: {named}. Giao đơn vị nào chủ trì chính?"
    ]


@pytest.mark.django_db
def test_the_draft_loads(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(as_text(draft), "utf-8")
    summary = load_plan(path)

    assert summary.added["Nội dung"] == 429
    assert Item.objects.filter(plan=summary.plan, kind="task").count() == 41
    assert Item.objects.filter(plan=summary.plan, kind="project").count() == 33


@pytest.mark.parametrize(
    ("key", "kind", "operator", "value", "year"),
    [
        ("B.I.2.2.2030.2", "reach", ">", "20", 2030),
        ("B.I.2.2.2045", "reach", "~", "5000", 2045),
        ("B.I.3.2.2030.4", "reach", ">", "80", 2030),
        ("B.I.3.2.2045.1", "reach", ">=", "100", 2045),
        ("B.I.6.2.2030.1", "change", ">=", "1.5", 2030),
        ("B.III.1.2.1", "average_growth", "~", "15", 2030),
        ("B.III.2.2.1", "reach", ">=", "200", 2030),
        ("B.III.2.2.4", "every_year", "<=", "10", 2030),
        ("B.III.3.2.2", "every_year", ">=", "100", 2030),
        ("B.III.6.2.1", "maintain", ">=", "100", 2030),
        ("B.III.10.2.1", "reach", ">=", "30", 2030),
        ("B.III.10.2.4", "maintain", "<=", "0", 2030),
    ],
)
def test_promises_are_proposed(
    proposed: list[Entry], key: str, kind: str, operator: str, value: str, year: int
) -> None:
    """As the reviewed catalogue has them."""
    assert (kind, operator, value, year) in [
        (one["kind"], one.get("operator"), one.get("value"), one["horizon"].year)
        for one in proposed
        if key in one["cites"]
    ]
