"""What stands with a box to be filled in. `{% load boxes %}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.forms import BoundField

from bachdang.vietnamese.fields import READING, reading_value

register = template.Library()


class Answer(NamedTuple):
    """A button: what it posts, and its words."""

    name: str
    value: str
    label: str


@register.inclusion_tag("components/answers.html")
def answers(box: BoundField) -> dict[str, Any]:
    """The buttons that answer what a box asks back; nothing when it asks nothing."""
    return {"box": box, "answers": list(_answers(box)), "saves_at": getattr(box.form, "saves_at", "")}


def _answers(box: BoundField) -> Iterator[Answer]:
    for error in box.errors.as_data():
        if error.code == "confirm":
            yield Answer(box.form.add_prefix("confirmed"), "on", str(box.form.fields["confirmed"].label))
        for text in (error.params or {}).get("readings", ()):
            yield Answer(READING, reading_value(box.html_name, box.data, text), f"Ghi {text}")
