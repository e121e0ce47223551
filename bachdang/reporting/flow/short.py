"""What reports say, each in a line, for those who approve or accept many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import Sum
from django.utils.text import Truncator

from bachdang.reporting.flow.content import figure_label
from bachdang.reporting.flow.facts import Said
from bachdang.vietnamese.numbers import format_dong
from indicators.entry import as_new_figure
from indicators.models import Measurement
from indicators.wording import new_figure_text
from plans.models import ItemKind, Report, TaskResult
from projects.models import ProjectReport, Stage

_LONG = 160


def short_texts(reports: Sequence[Report], *, reasons: bool = True) -> dict[int, str]:
    """By the report's key: figures with their unit, how far the work is, the first words.

    At most three queries. `reasons`: also why there is no figure.
    """
    found: dict[int, list[str]] = defaultdict(list)
    kinds: dict[str, list[int]] = defaultdict(list)
    for one in reports:
        kinds[one.item.kind].append(one.pk)
    figures, projects = kinds.pop(ItemKind.INDICATOR, []), kinds.pop(ItemKind.PROJECT, [])
    tasks = [pk for keys in kinds.values() for pk in keys]
    for keys, texts_of in ((figures, _figures), (tasks, _tasks), (projects, _projects)):
        for pk, text in texts_of(keys) if keys else ():
            found[pk].append(text)
    texts = {one.pk: "; ".join([*found[one.pk], *_words(one, reasons)]) for one in reports}
    return {pk: text if len(text) <= _LONG else Truncator(text).chars(_LONG) for pk, text in texts.items()}


def _words(report: Report, reasons: bool) -> Iterator[str]:
    if report.result:
        yield " ".join(report.result.split())
    if report.no_data_reason and reasons:
        what = "chưa có số liệu" if report.item.kind == "indicator" else "không phát sinh"
        yield f"{what}: {report.no_data_reason}"


def _figures(keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    rows = Measurement.objects.filter(report__in=keys).select_related("indicator")
    for one in rows.order_by("year", "quarter", "form"):
        figure = as_new_figure(one)
        assert one.report_id is not None
        yield one.report_id, f"{figure_label(figure)}: {new_figure_text(figure, one.indicator)}"


def _tasks(keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    rows = TaskResult.objects.filter(task_report__report__in=keys).order_by("pk")
    for one in rows.select_related("task_report"):
        if one.delivered:
            yield one.task_report.report_id, f"đã có sản phẩm: {one.product_document}"
        elif one.percent is not None:
            yield one.task_report.report_id, f"{one.percent}%"


def _projects(keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    rows = ProjectReport.objects.filter(report__in=keys).annotate(paid=Sum("disbursements__dong")).order_by()
    for one in rows:
        if one.stage:
            yield one.report_id, str(Stage(one.stage).label)
        if one.paid is not None:
            yield one.report_id, f"giải ngân {format_dong(one.paid)}"


def echo(said: Said) -> str:
    """What was saved, with its unit, so that a slip is seen at once; long words are cut, figures are not."""
    parts = [(label, _cut(text)) for label, text in said.items() if text]
    if not parts:
        return ""
    joined = "; ".join(f"{label}: {text}" for label, text in parts)
    return joined if joined.endswith("…") else f"{joined}."


def row_echo(code: str, said: Said) -> str:
    """The same after one row was saved: a single figure needs no label, it stands in its box."""
    texts = [_cut(text) for text in said.values() if text]
    if len(texts) != 1:
        return f"Đã lưu {code}. {echo(said)}".strip()
    return f"Đã lưu {code}: {texts[0]}" + ("" if texts[0].endswith("…") else ".")


def _cut(text: str) -> str:
    return Truncator(" ".join(text.split()).rstrip(".;")).chars(200)
