"""What the three sheets of a form have in common: columns by key, and the rows of one item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bachdang.reporting.work.row import ReportForm
from bachdang.scope.scopes import Scope
from bachdang.spreadsheet import Column, Value
from bachdang.standing.due_reports import DueReport
from plans.models import Report

CODE, STATE = "code", "state"


@dataclass(frozen=True)
class Owing:
    """An item owed in the scope's round; `before` is what was accepted of it a quarter ago."""

    owed: DueReport
    scope: Scope
    before: Report | None = None


@dataclass(frozen=True)
class Part:
    """One row of an item, named among its rows ("" the first): what it shows, and its boxes by column.

    `fields`: column → field of the report's form; `label` says in messages which row it is.
    """

    name: str = ""
    label: str = ""
    cells: Mapping[str, Value] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""


@dataclass(frozen=True)
class Layout:
    """A sheet: the kind of items it holds, its columns from left to right, and how an item makes rows."""

    name: str
    kind: str
    columns: Mapping[str, Column]
    parts: Callable[[Owing, ReportForm], Iterator[Part]]
    hint: str = ""


def known(form: ReportForm, columns: Mapping[str, str]) -> dict[str, str]:
    """Column → field, of the fields that the form has."""
    return {column: name for column, name in columns.items() if name in form.fields}
