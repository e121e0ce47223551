""" "6 rõ": which of the six answers of an assignment are filled (plan, A.2; domain.md, Six clear answers)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bachdang.numbers import format_date
from plans.models import ItemKind, Recurrence, Terms, UnitRole

FIELD_LABELS = {
    "lead": "một đơn vị chủ trì",
    "contact": "cán bộ đầu mối",
    "title": "nội dung việc",
    "product": "kết quả, sản phẩm",
    "decides": "cấp quyết định",
    "resources": "nguồn lực",
    "leader": "lãnh đạo chịu trách nhiệm",
    "cooperating": "đơn vị phối hợp nêu tên",
    "schedule": "thời gian",
}


@dataclass(frozen=True)
class Answer:
    """One axis of an assignment: what is filled in words, and what is still missing."""

    code: str
    label: str
    text: str
    missing: tuple[str, ...]

    @property
    def clear(self) -> bool:
        """Whether every field behind the axis is filled."""
        return not self.missing


def six_clear(terms: Terms, axes: Sequence[Mapping[str, object]]) -> list[Answer]:
    """The answers of an assignment, axis by axis as the plan defines them. Unknown fields are not clear."""
    return [_answer(terms, axis) for axis in axes]


def _answer(terms: Terms, axis: Mapping[str, object]) -> Answer:
    names = [str(name) for name in _fields(axis)]
    filled = [_TEXTS[name](terms) if name in _TEXTS else "" for name in names]
    return Answer(
        code=str(axis["code"]),
        label=str(axis["label"]),
        text="; ".join(text for text in filled if text),
        missing=tuple(
            FIELD_LABELS.get(name, name) for name, text in zip(names, filled, strict=True) if not text
        ),
    )


def _fields(axis: Mapping[str, object]) -> Sequence[object]:
    fields = axis["fields"]
    return fields if isinstance(fields, list) else []


def _units(terms: Terms, role: str) -> str:
    return ", ".join(str(one.unit) for one in terms.units.all() if one.role == role)


def _schedule(terms: Terms) -> str:
    """A start and an end, or a recurrence; a project also names its next milestone."""
    text = ""
    if terms.starts is not None and terms.ends is not None:
        text = f"{format_date(terms.starts)} – {format_date(terms.ends)}"
    elif terms.recurrence in {Recurrence.YEARLY, Recurrence.CONTINUOUS}:
        text = terms.get_recurrence_display()
    if not text or terms.item.kind != ItemKind.PROJECT:
        return text
    nearest = next((one for one in terms.item.milestones.all() if one.completed_on is None), None)
    return f"{text}; mốc tới: {nearest.title}, {format_date(nearest.due)}" if nearest else ""


_TEXTS: dict[str, Callable[[Terms], str]] = {
    "lead": lambda terms: _units(terms, UnitRole.LEAD),
    "contact": lambda terms: str(terms.item.contact or ""),
    "title": lambda terms: terms.title,
    "product": lambda terms: terms.product,
    "decides": lambda terms: terms.decides,
    "resources": lambda terms: terms.resources,
    "leader": lambda terms: terms.leader,
    "cooperating": lambda terms: _units(terms, UnitRole.COOPERATING),
    "schedule": _schedule,
}
