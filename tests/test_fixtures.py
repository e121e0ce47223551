"""The plan of record as data: whole, in order, every promise measured or its reason given."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).parent.parent / "fixtures" / "ke-hoach-16-ctr-tu.yaml"


@pytest.fixture(scope="module")
def plan() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return data


def test_text_is_nfc() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text


def test_every_goal_is_measured_or_says_why_not(plan: dict[str, Any]) -> None:
    cited = {key for one in plan["indicators"] for target in one["targets"] for key in target["cites"]}
    goals = [one for one in plan["clauses"] if one["kind"] in {"overall_goal", "specific_goal", "vision"}]
    assert len(goals) == 16 + 53 + 2
    assert [one["key"] for one in goals if one["key"] not in cited and "not_measured" not in one] == []


def test_citations_follow_the_document(plan: dict[str, Any]) -> None:
    order = {clause["key"]: position for position, clause in enumerate(plan["clauses"])}
    for indicator in plan["indicators"]:
        for target in indicator["targets"]:
            places = [order[key] for key in target["cites"]]
            assert places == sorted(places), indicator["code"]


def test_the_same_promise_is_one_indicator(plan: dict[str, Any]) -> None:
    """Over 20 enterprises per 1,000 people stands three times in the plan, and is entered once."""
    enterprises = next(one for one in plan["indicators"] if one["code"] == "02.04")
    assert enterprises["targets"][0]["cites"] == ["B.I.2.2.2030.2", "B.III.2.2.2", "PL1.I.4"]
    names = [one["name"] for one in plan["indicators"]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("key", "printed", "read"),
    [
        ("B.I.2.2.2030.2", "Phần đầu", "Phấn đấu"),
        ("PL1.IX", "XIX.", "IX."),
        ("B.II.2", "hàng lang", "hành lang"),
        ("PL1.I.8", "UBND phố", "UBND thành phố"),
        ("B.I.7", "ngày 09/9/2025", "ngày 24/01/2025"),
    ],
)
def test_errors_are_kept_with_their_reading(plan: dict[str, Any], key: str, printed: str, read: str) -> None:
    clause = next(one for one in plan["clauses"] if one["key"] == key)
    known = [(one["printed"], one["read"]) for one in clause["corrections"]]
    assert (printed, read) in known
    shown = [clause.get("marker", ""), clause.get("text", ""), *clause.get("cells", [])]
    assert any(printed in part for part in shown)


def test_annex_2_education_has_no_row_4(plan: dict[str, Any]) -> None:
    rows = [one["key"] for one in plan["clauses"] if one.get("parent") == "PL2.II.II"]
    assert [key.rsplit(".", 1)[1] for key in rows] == ["1", "2", "3", "5", "6", "7", "8", "9"]
