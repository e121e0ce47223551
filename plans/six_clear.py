""" "6 rõ": which clear answers of an assignment are filled (plan, A.2; domain.md, Six clear answers).

A plan's axes are data: {code, label, fields}. FIELDS is the only place that knows what a field is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import fold
from plans.models import Item, ItemKind, Milestone, Recurrence, Terms, TermsUnit, UnitRole

_GENERIC_STARTS = (
    "cac ",
    "nhung ",
    "moi ",
    "so ban",
    "so, ban",
    "so nganh",
    "so, nganh",
    "ban nganh",
    "ban, nganh",
    "doan the",
)
_GENERIC_PARTS = ("lien quan", "phong chuyen mon", "don vi khac", "co quan khac")
DATE_KEYS = ("recurrence", "starts", "ends")
_RUNS = {Recurrence.YEARLY, Recurrence.CONTINUOUS}


@dataclass(frozen=True)
class Field:
    """What one field behind an axis is: its name, its text in an assignment, what it is stored as.

    `keys` are the keys of Terms.filled; none for what only a decision or another page changes. `lacks` says
    what is missing where a text alone is not enough; `heading`: it stands over every row and page anyway.
    """

    label: str
    text: Callable[[Terms], str]
    keys: tuple[str, ...] = ()
    lacks: Callable[[Terms], str] | None = None
    heading: bool = False

    def missing(self, terms: Terms) -> str:
        """What is not clear yet; "" when the field is."""
        if self.lacks is not None:
            return self.lacks(terms)
        return "" if self.text(terms) else self.label


@dataclass(frozen=True)
class Filled:
    """Who made something clear here, and on which day."""

    by: str
    on: date


@dataclass(frozen=True)
class Answer:
    """One axis of an assignment, with the names of the fields behind it. Unknown fields are not clear."""

    terms: Terms
    code: str
    label: str
    names: Sequence[str]

    @cached_property
    def text(self) -> str:
        """What is filled, in words."""
        known = [FIELDS[name] for name in self.names if name in FIELDS]
        shown = [one for one in known if not one.heading] or known
        return "; ".join(text for text in (one.text(self.terms) for one in shown) if text)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """What is not clear yet."""
        return tuple(what for name in self.names if (what := _lacks(self.terms, name)))

    @property
    def clear(self) -> bool:
        """Whether every field behind the axis is filled."""
        return not self.missing

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The fields that may be filled in here: the blank ones and those that were."""
        return tuple(name for name in self.names if is_open(self.terms, name))

    @cached_property
    def filled(self) -> Filled | None:
        """Who made it clear here last."""
        told = (filled_in(self.terms, name) for name in self.names)
        return max((one for one in told if one is not None), key=lambda one: one.on, default=None)


def is_generic(name: str) -> bool:
    """Whether a name stands for bodies that are not named: "các đơn vị liên quan", "các Sở, ngành"."""
    folded = fold(name)
    return (
        not folded
        or folded.startswith(_GENERIC_STARTS)
        or any(part in folded for part in _GENERIC_PARTS)
    )  # fmt: skip


def six_clear(terms: Terms, axes: Iterable[Mapping[str, object]]) -> list[Answer]:
    """The answers of an assignment, axis by axis as the plan defines them."""
    return [Answer(terms, str(axis["code"]), str(axis["label"]), fields_of(axis)) for axis in axes]


def clear_axes(found: Iterable[Terms], axes: Iterable[Mapping[str, object]]) -> dict[int, list[bool]]:
    """Which axes of assignments are clear, by item: what `six_clear` says, without its words."""
    behind = [fields_of(axis) for axis in axes]
    return {
        terms.item_id: [not any(_lacks(terms, name) for name in names) for names in behind] for terms in found
    }


def _lacks(terms: Terms, name: str) -> str:
    """What a field lacks, "" when it is clear."""
    return FIELDS[name].missing(terms) if name in FIELDS else name


def fields_of(axis: Mapping[str, object]) -> list[str]:
    """The names of the fields behind an axis."""
    fields = axis["fields"]
    return [str(name) for name in fields] if isinstance(fields, list | tuple) else []


def label_of(name: str) -> str:
    return FIELDS[name].label if name in FIELDS else name


def filled_in(terms: Terms, name: str) -> Filled | None:
    """Who filled a field in here last; None for what the document itself says or leaves blank."""
    if name == "contact":
        return _contact_named(terms.item)
    keys = FIELDS[name].keys if name in FIELDS else ()
    told = [terms.filled[key] for key in keys if key in terms.filled]
    if not told:
        return None
    last = max(told, key=lambda one: str(one["on"]))
    return Filled(str(last["by"]), date.fromisoformat(str(last["on"])))


def _contact_named(item: Item) -> Filled | None:
    """Who named the contact officer: of the item itself, not of its terms."""
    by, at = item.contact_named_by, item.contact_named_at
    return Filled(by.full_name, timezone.localdate(at)) if by is not None and at is not None else None


def is_open(terms: Terms, name: str) -> bool:
    """Whether a field may be filled in here: blank in the document, or filled in here before."""
    if name == "contact":
        return True
    field = FIELDS.get(name)
    return field is not None and any(key_is_open(terms, key) for key in field.keys)


def key_is_open(terms: Terms, key: str) -> bool:
    """The same for one stored part of a field."""
    if key == "milestone":
        return _milestone_open(terms)
    return key in terms.filled or _BLANK[key](terms)


def units_of(terms: Terms, role: str) -> list[TermsUnit]:
    return [one for one in terms.units.all() if one.role == role]


def named_units(terms: Terms, role: str) -> list[TermsUnit]:
    """The units of a role that are named: generic bodies do not count."""
    return [one for one in units_of(terms, role) if not is_generic(one.unit.name)]


def next_milestone(terms: Terms) -> Milestone | None:
    """The first unfinished milestone of the item."""
    return next((one for one in terms.item.milestones.all() if one.completed_on is None), None)


def _names(terms: Terms, role: str) -> str:
    return ", ".join(str(one.unit) for one in named_units(terms, role))


def _dates(terms: Terms) -> str:
    """A start and an end, or a recurrence."""
    if terms.starts is not None and terms.ends is not None:
        return f"{format_date(terms.starts)} – {format_date(terms.ends)}"
    return str(Recurrence(terms.recurrence).label) if terms.recurrence in _RUNS else ""


def _schedule(terms: Terms) -> str:
    """The dates, and the next milestone of a project."""
    nearest = next_milestone(terms) if terms.item.kind == ItemKind.PROJECT else None
    milestone = f"mốc tới: {nearest.title}, {format_date(nearest.due)}" if nearest else ""
    return "; ".join(text for text in (_dates(terms), milestone) if text)


def _schedule_lacks(terms: Terms) -> str:
    """A start and an end, or a recurrence; for a project also its next milestone."""
    lacking = [] if _dates(terms) else ["thời gian"]
    if terms.item.kind == ItemKind.PROJECT and next_milestone(terms) is None:
        lacking.append("mốc tới")
    return ", ".join(lacking)


def _dates_blank(terms: Terms, key: str) -> bool:
    """Whether the document leaves it open how long: what was chosen here may be chosen otherwise."""
    ours = any(one in terms.filled for one in DATE_KEYS)
    return not getattr(terms, key) and (ours or not _dates(terms))


def _milestone_open(terms: Terms) -> bool:
    """A project without a next milestone, or whose next one was named here."""
    nearest = next_milestone(terms)
    ours = terms.filled.get("milestone", {}).get("pk")
    return terms.item.kind == ItemKind.PROJECT and (nearest is None or nearest.pk == ours)


STANDARD_AXES: tuple[dict[str, object], ...] = (
    {"code": "nguoi", "label": "Rõ người", "fields": ["lead", "contact"]},
    {"code": "viec", "label": "Rõ việc", "fields": ["title", "product"]},
    {"code": "tham-quyen", "label": "Rõ thẩm quyền", "fields": ["decides"]},
    {"code": "nguon-luc", "label": "Rõ nguồn lực", "fields": ["resources"]},
    {"code": "trach-nhiem", "label": "Rõ trách nhiệm", "fields": ["leader", "cooperating"]},
    {"code": "tien-do", "label": "Rõ tiến độ", "fields": ["schedule"]},
)
"""The axes of a plan that says nothing of them."""

FIELDS: dict[str, Field] = {
    "lead": Field("một đơn vị chủ trì", lambda terms: _names(terms, UnitRole.LEAD), ("lead",)),
    "contact": Field("cán bộ đầu mối", lambda terms: str(terms.item.contact or "")),
    "title": Field("nội dung việc", lambda terms: terms.title, heading=True),
    "product": Field("kết quả, sản phẩm", lambda terms: terms.product, ("product",)),
    "decides": Field("cấp quyết định", lambda terms: terms.decides, ("decides",)),
    "resources": Field("nguồn lực", lambda terms: terms.resources, ("resources",)),
    "leader": Field("lãnh đạo chịu trách nhiệm", lambda terms: terms.leader, ("leader",)),
    "cooperating": Field(
        "đơn vị phối hợp nêu tên", lambda terms: _names(terms, UnitRole.COOPERATING), ("cooperating",)
    ),
    "schedule": Field("thời gian", _schedule, (*DATE_KEYS, "milestone"), _schedule_lacks),
}

_BLANK: dict[str, Callable[[Terms], bool]] = {
    "lead": lambda terms: not units_of(terms, UnitRole.LEAD),
    "product": lambda terms: not terms.product,
    "decides": lambda terms: not terms.decides,
    "resources": lambda terms: not terms.resources,
    "leader": lambda terms: not terms.leader,
    "cooperating": lambda terms: not named_units(terms, UnitRole.COOPERATING),
    "recurrence": lambda terms: _dates_blank(terms, "recurrence"),
    "starts": lambda terms: _dates_blank(terms, "starts"),
    "ends": lambda terms: _dates_blank(terms, "ends"),
}
