"""The line of a row as HTML: a page has a hundred, and a template would weigh each attribute of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bachdang.ui.templatetags.ui import icon
from bachdang.vietnamese.numbers import format_date

if TYPE_CHECKING:
    from bachdang.reporting.work.cells import Cell
    from bachdang.reporting.work.row import WorkRow

_NAME = """
<th scope="row" class="work__name" title="{code} {title}">
<input type="hidden" name="{prefix}-seen" value="{seen}">{mine}
<a href="{url}">{code} {title}</a>{extended}</th>
<td data-label="ĐVT" title="{measure}">{measure}</td>"""
_FIGURES = """
<td data-label="Kỳ trước" class="num work__known" title="{previous}">{previous}</td>
<td data-label="Cùng kỳ" class="num work__known" title="{last_year}">{last_year}</td>
<td data-label="Kế hoạch" class="num work__known" title="{plan}">{plan}</td>
<td data-label="Ước quý" class="work__boxes">{boxes}{since}</td>
<td data-label="Tính" class="work__span">{span}</td>"""
_WORDS = """
<td colspan="2" data-label="Kỳ trước" class="work__before" title="{hint}">{hint}</td>
<td data-label="Kết quả" class="work__boxes work__boxes--words" colspan="3">{boxes}</td>"""
_STATE = """
<td class="work__state"><span class="work__saving" role="status">{state}</span></td>
<td class="work__open">
<a href="{url}" data-open aria-label="Mở {code}: lời, lý do, số khác">{icon}</a></td>"""

_MINE = format_html(
    '<span class="work__mine" title="{0}">●<span class="visually-hidden">{0}</span></span>', "Bạn là đầu mối"
)
_WRONG, _CHOSEN = format_html(' aria-invalid="{}"', "true"), format_html(" {}", "selected")
_GAP = '<span class="gap">{}</span>'


def drawn_line(row: WorkRow) -> SafeString:
    """All that stands in the one line of a row."""
    boxes = format_html_join("", "{}", ((drawn(cell),) for cell in row.cells))
    said = _figures(row, boxes) if row.owed.targets else format_html(_WORDS, hint=row.hint, boxes=boxes)
    down = icon("chevron-down")
    end = format_html(_STATE, state=_state(row), url=row.url, code=row.code, icon=down)
    return format_html('<tr class="work__line">{}{}{}</tr>', _name(row), said, end)


def _name(row: WorkRow) -> SafeString:
    text = '<span class="muted">Gia hạn gửi đến {}</span>'
    extended = format_html(text, format_date(row.due)) if row.due and row.owed.targets else ""
    return format_html(
        _NAME, code=row.code, title=row.owed.title, prefix=row.prefix, seen=row.seen, url=row.url,
        mine=_MINE if row.is_contact else "", extended=extended, measure=row.known.measure,
    )  # fmt: skip


def _figures(row: WorkRow, boxes: SafeString) -> SafeString:
    known, mark = row.known, '<input type="hidden" name="{}-span" value="january">'
    since = format_html(mark, row.prefix) if row.is_sum and not row.whole else ""
    return format_html(
        _FIGURES, previous=known.previous, last_year=known.last_year, plan=known.plan,
        boxes=boxes, since=since, span=row.span,
    )  # fmt: skip


def _state(row: WorkRow) -> str:
    if row.just_saved:
        time = timezone.localtime().strftime("%H:%M")
        return format_html('{} <span title="{}">đã lưu {}</span>', icon("check"), row.just_saved, time)
    if row.is_wrong:
        return format_html(_GAP, "chưa lưu")
    return format_html(_GAP, "bị trả lại") if row.owed.state == "returned" else row.owed.state_label.lower()


def drawn(cell: Cell) -> SafeString:
    """The input, the words or the list of a cell; what an old code page is asked about draws itself."""
    if cell.asked is not None:
        return format_html("{}", cell.asked)
    named = format_html('name="{}" id="{}" aria-label="{}"{}', cell.name, cell.id, cell.label, _wrong(cell))
    if cell.is_words:
        return format_html('<textarea {} rows="1" data-cell>\n{}</textarea>', named, cell.value)
    if cell.choices:
        return format_html("<select {}>{}</select>", named, _options(cell))
    return format_html(
        '<input type="text" inputmode="decimal" autocomplete="off" {} value="{}" data-cell{}>',
        named, cell.value, _hint(cell),
    )  # fmt: skip


def _wrong(cell: Cell) -> str:
    if not cell.is_wrong:
        return ""
    return _WRONG if cell.choices else format_html('{} aria-describedby="{}_error"', _WRONG, cell.id)


def _hint(cell: Cell) -> str:
    return format_html(' placeholder="{0}" title="{0}"', cell.hint) if cell.hint else ""


def _options(cell: Cell) -> SafeString:
    found = ((key, _CHOSEN if is_it else "", words) for key, words, is_it in cell.choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', found)
