"""Tags and filters of the site's look: icons, badges, bars, charts, links that keep the period, numbers.

`{% load ui %}`. The markup lives in templates/components/; what is here only prepares its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bachdang.ui import formats
from bachdang.ui.addresses import add_parameters, address
from bachdang.ui.drawings import bar_parts, chart_height, percent
from bachdang.ui.lists import chosen_words
from bachdang.ui.statuses import Tally, look_of, tallies
from bachdang.vietnamese.corrections import pieces, unplaced
from bachdang.vietnamese.numbers import format_decimal
from bachdang.vietnamese.text import highlight

register = template.Library()


@register.simple_tag
def chosen_fields(form: BaseForm, first: int = 0) -> str:
    """How many fields of a filter form from the `first` on are filled in, as " (2)"; "" for none."""
    found = sum(1 for field in form.visible_fields()[first:] if field.value() not in (None, "", []))
    return f" ({found})" if found else ""


# Numbers and days

for _shown in (
    "number", "percent", "dong", "millions", "in_sentence", "shortened", "day", "moment", "time",
):  # fmt: skip
    register.filter(_shown, getattr(formats, _shown))


# Links


@register.simple_tag(takes_context=True)
def link(context: template.Context, name: str, *args: Any, **filters: Any) -> str:
    """`{% link "indicator_list" status="slow" %}`: an address with plan and period kept, and filters."""
    return add_parameters(address(name, *args), {**_chosen(context), **filters})


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, *pairs: Any) -> str:
    """`{% query_with "page" 2 %}`: this page's own query string, some parameters set (None drops one)."""
    query = context["request"].GET.copy()
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _chosen(context: template.Context) -> Mapping[str, str]:
    """The plan and period chosen in the address."""
    return getattr(context.get("scope"), "chosen", None) or {}


@register.inclusion_tag("components/nav_link.html", takes_context=True)
def nav_link(context: template.Context, name: str, label: str, count: int | None = None) -> dict[str, Any]:
    """One entry of the navigation: marked when the page is it or below it; `count` shows what waits there."""
    request = context.get("request")
    path = request.path if request else ""
    target = address(name)
    here = path == target or (target != "/" and path.startswith(target))
    return {
        "url": add_parameters(target, _chosen(context)),
        "label": label,
        "count": count,
        "current": "page" if path == target else "true" if here else "",
    }


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: template.Context, *steps: str) -> dict[str, Any]:
    """`{% breadcrumb "Chỉ tiêu" "indicator_list" title %}`: pairs of label and url name, the last a label."""
    *parents, last = steps
    pairs = zip(parents[::2], parents[1::2], strict=True)
    links = [(label, add_parameters(address(name), _chosen(context))) for label, name in pairs]
    return {"links": links, "last": last}


@register.simple_tag
def page_numbers(page: Page) -> list[int | str]:
    """The pages to offer around the current one, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


# Icons and statuses


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """A symbol of static/icons.svg; it is decoration, the word stands beside it. The same in every page."""
    return format_html(
        '<svg class="icon {}" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        css,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def status_badge(
    status: Any, estimated: bool = False, boxed: bool = False, override: Any = None, inside: bool = False
) -> SafeString:
    """The word, icon and colour of a status; "(ước)" when it rests on an estimate.

    `inside`: a verdict of a year that has not ended, "(trong năm)". `boxed`: on a tinted ground, for the
    head of a page. `override`: the office's own verdict (its reason is shown with the status), None when it
    is computed.
    """
    badge = _badge(str(getattr(status, "value", status)), bool(estimated), bool(boxed), bool(inside))
    if not override:
        return badge
    return format_html('{}<span class="badge__reason">Văn phòng đánh giá: {}</span>', badge, override.reason)


@cache
def _badge(status: str, estimated: bool, boxed: bool, inside: bool) -> SafeString:
    look = look_of(status)
    grounds = [words for words, holds in (("(trong năm)", inside), ("(ước)", estimated)) if holds]
    return format_html(
        '<span class="badge badge--{}{}">{}<span>{}{}</span></span>',
        look.tone,
        " badge--boxed" if boxed else "",
        icon(look.icon),
        look.label,
        format_html_join("", ' <span class="badge__estimate">{}</span>', ((one,) for one in grounds)),
    )


@register.inclusion_tag("components/status_strip.html")
def status_strip(counts: Any, url: str = "", noun: str = "mục tiêu", since: str = "") -> dict[str, Any]:
    """Counts side by side with the stacked bar under them; each opens `url` with status=… added.

    `counts`: see statuses.tallies. `since` names the quarter that changes are counted from.
    """
    found = tallies(counts)
    whole = sum(one.count for one in found)
    return {
        "cells": [(one, _status_url(url, one), _change(one)) for one in found],
        "bar": _bar(found, whole, url, noun),
        "noun": noun,
        "since": since,
    }


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(
    counts: Any, url: str = "", whole: int | None = None, noun: str = "mục tiêu"
) -> dict[str, Any]:
    """A bar of counts by status. `whole` fills the width (default: their sum), so that bars compare."""
    found = tallies(counts)
    return _bar(found, sum(one.count for one in found) if whole is None else whole, url, noun)


def _bar(found: Sequence[Tally], whole: int, url: str, noun: str) -> dict[str, Any]:
    parts = [(part, _status_url(url, part.tally)) for part in bar_parts(found, whole)]
    words = ", ".join(f"{one.look.label} {one.count}" for one in found if one.count)
    return {"parts": parts, "noun": noun, "words": words or f"không có {noun}", "linked": bool(url)}


def _status_url(url: str, one: Tally) -> str:
    return add_parameters(url, {"status": one.look.key}) if url else ""


def _change(one: Tally) -> str:
    if one.change is None:
        return ""
    if one.change == 0:
        return "không đổi"
    return f"{'+' if one.change > 0 else '−'}{abs(one.change)}"


@register.inclusion_tag("components/meter.html")
def meter(value: int, whole: int, label: str, url: str = "") -> dict[str, Any]:
    """A line "label ▬▬▬ 31/96": how many of how many."""
    return {"value": value, "whole": whole, "label": label, "url": url, "width": percent(value, whole)}


@register.inclusion_tag("components/six_dots.html")
def six_dots(answers: Iterable[Any], words: bool = True) -> dict[str, Any]:
    """One dot an axis, filled when clear; `answers` have `label` and `clear`. `words` shows "4/6" beside."""
    found = list(answers)
    return {
        "dots": [(one, 7 + 14 * position) for position, one in enumerate(found)],
        "width": 14 * len(found),
        "clear": sum(1 for one in found if one.clear),
        "whole": len(found),
        "missing": ", ".join(f"{one.label[:1].lower()}{one.label[1:]}" for one in found if not one.clear),
        "words": words,
    }


# Figures, charts, texts


@register.inclusion_tag("components/figure.html")
def figure(
    value: Decimal | int | str | None,
    measure: str = "",
    *,
    label: str = "",
    change: formats.Number = None,
    since: str = "",
    good: str = "higher",
    note: str = "",
) -> dict[str, Any]:
    """A large value with its unit and change.

    `value` is a number or ready text; `change` is in the same unit, `since` names what it is against;
    `good` says which direction is better (higher, lower, or "" for neither).
    """
    change = formats.known(change)
    ready = value if isinstance(value, str) else formats.number(value, 2)
    better = "" if not change or not good else "good" if (change > 0) == (good == "higher") else "bad"
    return {
        "value": ready,
        "measure": measure,
        "label": label,
        "change": "" if change is None else _signed(change),
        "direction": "" if not change else "up" if change > 0 else "down",
        "better": better,
        "since": since,
        "note": note,
    }


def _signed(change: Decimal | int) -> str:
    if not change:
        return "không đổi"
    return f"{'+' if change > 0 else '−'}{format_decimal(change if change > 0 else -change, at_most=2)}"


@register.simple_block_tag(takes_context=True)
def chart(
    context: template.Context,
    content: str,
    name: str,
    *args: Any,
    title: str,
    alt: str = "",
    note: str = "",
    height: int = 340,
    lines: int = 0,
    row: int = 24,
    legend: bool = False,
    level: int = 2,
    file: str = "bieu-do",
    **filters: Any,
) -> str:
    """`{% chart "trajectory_chart" row.pk title="…" %}<table>…</table>{% endchart %}`.

    Fetches {data, layout} from the named address, period kept, keywords and the mapping `filters` added.
    `title` states the finding, `alt` says in words what is seen, `height` (px) is kept free until it is
    drawn, or that of so many `lines` of `row` px under a `legend`; the block is the table.
    """
    height = chart_height(lines, row=row, legend=legend) if lines else height
    kept = filters.pop("filters", None) or {}
    url = add_parameters(address(name, *args), {**_chosen(context), **dict(kept.items()), **filters})
    values = {
        "url": url, "title": title, "alt": alt, "note": note, "height": height,
        "level": level, "file": file, "table": content if content.strip() else "",
    }  # fmt: skip
    return render_to_string("components/chart.html", values)


@register.simple_tag
def corrected(text: str, corrections: Sequence[Mapping[str, str]] = ()) -> SafeString | str:
    """A verbatim text with its errors marked and how each is read; what has no place in it comes behind."""
    if not corrections:
        return text
    return render_to_string(
        "components/corrected.html",
        {"pieces": pieces(text, corrections), "notes": unplaced(text, corrections)},
    )


@register.simple_tag
def marked(text: str, query: str) -> SafeString:
    """`text` with the words of `query` marked, whatever their case and accents."""
    mark = '<mark class="found">{}</mark>'
    parts = ((format_html(mark, part) if hit else part,) for part, hit in highlight(text, query))
    return format_html_join("", "{}", parts)


@register.inclusion_tag("components/quotation.html")
def quotation(clause: Any, url: str = "", questions: Iterable[Any] = ()) -> dict[str, Any]:
    """A clause quoted: place, verbatim text with its errors marked, and the questions it raises."""
    return {"clause": clause, "url": url, "questions": list(questions)}


# Forms


@register.simple_tag(takes_context=True)
def active_filters(context: template.Context, form: BaseForm) -> list[tuple[str, str, str]]:
    """The filters in force as (label, value in words, query string without it)."""
    if not form.is_bound:
        return []
    return [
        (str(field.label), words, query_with(context, field.html_name, None, "page", None))
        for field, words in chosen_words(form)
    ]
