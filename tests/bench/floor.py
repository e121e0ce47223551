"""What a page would still cost if nothing had to be read or worked out for it: its template drawn again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.template.backends.django import Template

Draw = Callable[[], object]


def drawing_of(run: Callable[[], bytes]) -> Draw | None:
    """Draws the page of `run` again from all that it has found; None for what no template draws.

    What its template asks for has its answers by now, but for a query or two that are never kept.
    """
    drawn: list[Draw] = []
    render = Template.render

    def remember(template: Template, context: Any = None, request: Any = None) -> Any:
        drawn.append(lambda: render(template, context, request))  # the page comes before what it includes
        return render(template, context, request)

    with patch.object(Template, "render", remember):
        run()
    return drawn[0] if drawn else None
