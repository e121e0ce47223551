"""The arithmetic knows no framework, no clock and no float, and its words are complete."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bachdang.vietnamese.words import Words
from indicators import rules
from indicators.rules import Reason, Status
from tests.indicators.rules_builders import goal, judge

MODULES = sorted(Path(rules.__file__).parent.rglob("*.py"))
ALLOWED = {
    "__future__",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "indicators",
}
ALLOWED |= {"math", "re", "typing"}
VOCABULARIES = [
    rules.Accumulation,
    rules.Denominator,
    rules.DerivedRule,
    rules.Direction,
    rules.Form,
    rules.Frequency,
    rules.GoalFault,
    rules.Operator,
    rules.Rating,
    rules.Reason,
    rules.Status,
    rules.TargetKind,
]


def _imported(tree: ast.Module) -> set[str]:
    names = {one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_imports_are_of_the_standard_library_or_its_own(path: Path) -> None:
    imported = _imported(ast.parse(path.read_text()))
    assert {name.partition(".")[0] for name in imported} - {"bachdang"} <= ALLOWED
    assert {name for name in imported if name.startswith("bachdang")} <= {"bachdang.vietnamese.words"}
    assert all(name.startswith("indicators.rules") for name in imported if name.startswith("indicators"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_no_clock_and_no_float(path: Path) -> None:
    tree = ast.parse(path.read_text())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert not {"float", "open", "print"} & names
    assert not {"today", "now", "utcnow"} & called
    assert not any(isinstance(value, float) for value in constants)


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: words.__name__)
def test_every_word_has_a_vietnamese_label_of_its_own(words: type[Words]) -> None:
    assert all(words.labels)
    assert len(set(words.labels)) == len(words.values) == len(set(words.values))
    assert words.choices == [(str(one), one.label) for one in words]


def test_a_target_that_lacks_its_value_is_not_judged() -> None:
    found = judge(goal("reach", ">="), {"2026-Q1": "5"}, "2026-Q1")
    assert (found.status, found.reasons) == (Status.NO_DATA, (Reason.NO_VALUE,))
