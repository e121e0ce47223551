"""The shape of a plan file: which fields an entry may have, and of which kind each is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Model

from bachdang.accounts.models import Unit, UnitKind
from bachdang.planfile.columns import decimal_fault, longest, quoted, whole_fault
from bachdang.planfile.errors import Faults
from bachdang.planfile.yamlfile import Entry
from bachdang.vietnamese.days import FIRST_YEAR, LAST_YEAR, is_far
from indicators.models import Indicator, TargetTerms
from indicators.rules import (
    Accumulation,
    Denominator,
    DerivedRule,
    Direction,
    Frequency,
    Operator,
    TargetKind,
)
from plans.models import Clause, ClauseKind, Plan, Recurrence
from projects.models import ProjectField, ProjectGroup

FORMAT = "bachdang-plan/1"

_KEY = re.compile(r"[\w.\-]+")

Test = Callable[[Any], str]
"""Says what is wrong with a value, in Vietnamese; "" when nothing is."""


def text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "phải là chữ, không để trống"


def within(longest: int) -> Test:
    """A text that its column holds."""
    return lambda value: text(value) or ("" if len(value) <= longest else f"dài quá {longest} ký tự")


def key(longest: int) -> Test:
    """A text that may stand in an address."""
    return lambda value: (
        within(longest)(value) or ("" if _KEY.fullmatch(value) else "chỉ gồm chữ, số, dấu chấm, gạch nối")
    )


def any_text(value: Any) -> str:
    return "" if isinstance(value, str) else "phải là chữ (để trong dấu nháy)"


def short_text(model: type[Model], name: str) -> Test:
    """A text, which may be empty, that its column holds."""
    most = longest(model, name)
    return lambda value: any_text(value) or ("" if len(value) <= most else f"dài quá {most} ký tự")


def day(value: Any) -> str:
    if type(value) is not date:
        return "phải là ngày dạng 2030-12-31"
    return f"phải là ngày trong các năm {FIRST_YEAR}–{LAST_YEAR}" if is_far(value) else ""


def year(value: Any) -> str:
    if type(value) is not int:
        return "phải là số nguyên"
    ok = FIRST_YEAR <= value <= LAST_YEAR
    return "" if ok else f"“{quoted(value)}” phải là năm từ {FIRST_YEAR} đến {LAST_YEAR}"


def whole(model: type[Model], name: str, least: int | None = None) -> Test:
    """A whole number that its column holds."""
    fault = whole_fault(model, name)

    def test(value: Any) -> str:
        if type(value) is not int:
            return "phải là số nguyên"
        small = least is not None and value < least
        reason = f"không được nhỏ hơn {least}" if small else fault(value)
        return f"“{quoted(value)}” {reason}" if reason else ""

    return test


def truth(value: Any) -> str:
    return "" if isinstance(value, bool) else "phải là true hoặc false"


def number(model: type[Model], name: str) -> Test:
    """Decimals are written in quotes, so that YAML never makes them binary floats."""
    fault = decimal_fault(model, name)

    def test(value: Any) -> str:
        if not isinstance(value, str):
            return 'phải là số trong dấu nháy, ví dụ "1.5"'
        try:
            given = Decimal(value)
        except InvalidOperation:
            return f"“{quoted(value)}” không phải là số"
        reason = fault(given) if given.is_finite() else "không phải là số"
        return f"“{quoted(value)}” {reason}" if reason else ""

    return test


def entry(value: Any) -> str:
    return "" if isinstance(value, Entry) else "phải là một mục có các trường"


def entries(value: Any) -> str:
    ok = isinstance(value, list) and all(isinstance(one, Entry) for one in value)
    return "" if ok else "phải là danh sách các mục"


def texts(value: Any) -> str:
    ok = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return "" if ok else "phải là danh sách chữ"


def one_of(*allowed: str) -> Test:
    def test(value: Any) -> str:
        return "" if value in allowed else f"“{value}” không thuộc: {', '.join(allowed)}"

    return test


def or_null(test: Test) -> Test:
    return lambda value: "" if value is None else test(value)


@dataclass(frozen=True)
class Shape:
    """Required and optional fields of a kind of entry, each with its test."""

    required: dict[str, Test]
    optional: dict[str, Test] = field(default_factory=dict)

    def check(self, given: Entry, name: str, faults: Faults) -> bool:
        """Whether the entry has this shape; what is wrong is added to the faults."""
        before = len(faults.found)
        for key in self.required:
            if key not in given:
                faults.add(given.line, name, f"thiếu trường “{key}”.")
        tests = {**self.required, **self.optional}
        for key, value in given.items():
            if key not in tests:
                faults.add(given.line, name, f"không có trường “{key}” trong định dạng.")
            elif reason := tests[key](value):
                faults.add(given.line, name, f"trường “{key}” {reason}.")
        return len(faults.found) == before


FILE = Shape(
    {"format": one_of(FORMAT), "plan": entry, "units": entries, "clauses": entries, "indicators": entries},
    {"notes": texts},
)
LOCALITY = Shape({"code": key(50), "name": within(200)}, {"parent": entry})
AXIS = Shape({"code": key(40), "label": text, "fields": texts})
PLAN = Shape(
    {
        "code": key(60),
        "locality": entry,
        "title": text,
        "issuer": within(200),
        "starts": day,
        "ends": day,
        "axes": entries,
    },
    {
        "number": short_text(Plan, "number"),
        "issued_on": day,
        "source_programme": any_text,
        "vision": year,
        "slow_band": number(Plan, "slow_band"),
        "lenient_quarters": whole(Plan, "lenient_quarters"),
        "tolerance": number(Plan, "tolerance"),
        "due_soon_days": whole(Plan, "due_soon_days"),
    },
)
UNIT = Shape(
    {"code": key(50), "name": within(200), "kind": one_of(*UnitKind.values), "order": whole(Unit, "order")},
    {"short": short_text(Unit, "short"), "parent": text, "aliases": texts},
)
CORRECTION = Shape({"printed": any_text, "read": any_text}, {"why": text})
CLAUSE = Shape(
    {"key": key(40), "kind": one_of(*ClauseKind.values), "place": within(120)},
    {
        "parent": text,
        "marker": short_text(Clause, "marker"),
        "text": text,
        "cells": texts,
        "corrections": entries,
        "lead_questions": texts,
        "questions": texts,
        "not_measured": text,
        "item": entry,
    },
)
ITEM = Shape(
    {
        "kind": one_of("programme", "task", "project", "duty"),
        "lead": or_null(text),
        "cooperating": texts,
        "recurrence": or_null(one_of(*Recurrence.values)),
    },
    {
        "programme": text,
        "starts": day,
        "ends": day,
        "group": one_of(*ProjectGroup.values),
        "field": one_of(*ProjectField.values),
    },
)
INDICATOR = Shape(
    {
        "code": key(40),
        "name": text,
        "programme": text,
        "measure": within(longest(Indicator, "measure")),
        "direction": one_of(*Direction.values),
        "frequency": one_of(*Frequency.values),
        "accumulation": one_of(*Accumulation.values),
        "part_of_whole": truth,
        "targets": entries,
    },
    {
        "denominator": one_of(*Denominator.values),
        "numerator_name": within(longest(Indicator, "numerator_name")),
        "denominator_name": within(longest(Indicator, "denominator_name")),
        "scale": whole(Indicator, "scale", least=1),
        "counts": texts,
        "numerator_from": text,
        "denominator_from": text,
        "derived": entry,
        "part_of": text,
        "reporter": text,
        "headline": whole(Indicator, "headline"),
        "questions": texts,
    },
)
DERIVED = Shape({"rule": one_of(*DerivedRule.values), "from": texts})
TARGET = Shape(
    {"series": key(20), "kind": one_of(*TargetKind.values), "horizon": day, "cites": texts},
    {
        "operator": one_of(*Operator.values),
        "value": number(TargetTerms, "value"),
        "inferred": texts,
        "since": year,
    },
)
