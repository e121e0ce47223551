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
<tr class="work__line">
<th scope="row" class="work__name" title="{code} {title}">
<input type="hidden" name="{prefix}-seen" value="{seen}">{mine}
<a href="{url}">{code} {title}</a>{extended}</th>
<td data-label="ĐVT" title="{measure}">{measure}</td>"""
_STATE = """
<td class="work__state"><span class="work__saving" role="status">{state}</span></td>
<td class="work__open">
<a href="{url}" data-open aria-label="Mở {code}: lời, lý do, số khác">{icon}</a></td></tr>"""
_FIGURES = f"""{_NAME}
<td data-label="Kỳ trước" class="num work__known" title="{{previous}}">{{previous}}</td>
<td data-label="Cùng kỳ" class="num work__known" title="{{last_year}}">{{last_year}}</td>
<td data-label="Kế hoạch" class="num work__known" title="{{plan}}">{{plan}}</td>
<td data-label="Ước quý" class="work__boxes">{{boxes}}{{since}}</td>
<td data-label="Tính" class="work__span">{{span}}</td>{_STATE}"""
_WORDS = f"""{_NAME}
<td colspan="2" data-label="Kỳ trước" class="work__before" title="{{hint}}">{{hint}}</td>
<td data-label="Kết quả" class="work__boxes work__boxes--words" colspan="3">{{boxes}}</td>{_STATE}"""

_MINE = format_html(
    '<span class="work__mine" title="{0}">●<span class="visually-hidden">{0}</span></span>', "Bạn là đầu mối"
)
_WRONG, _CHOSEN = format_html(' aria-invalid="{}"', "true"), format_html(" {}", "selected")
_NAMED = 'name="{}" id="{}" aria-label="{}"{}'
_TEXT = f'<textarea {_NAMED} rows="1" data-cell>\n{{}}</textarea>'
_LIST = f"<select {_NAMED}>{{}}</select>"
_NUMBER = f'<input type="text" inputmode="decimal" autocomplete="off" {_NAMED} value="{{}}" data-cell{{}}>'
_GAP = '<span class="gap">{}</span>'


def drawn_line(row: WorkRow) -> SafeString:
    """All that stands in the one line of a row, put together at once."""
    extended = '<span class="muted">Gia hạn gửi đến {}</span>'
    since = '<input type="hidden" name="{}-span" value="january">'
    boxes = [drawn(cell) for cell in row.cells]
    name = {
        "code": row.code,
        "title": row.owed.title,
        "prefix": row.prefix,
        "seen": row.seen,
        "url": row.url,
        "mine": _MINE if row.is_contact else "",
        "measure": row.known.measure,
        "boxes": boxes[0] if len(boxes) == 1 else format_html_join("", "{}", ((box,) for box in boxes)),
        "state": _state(row),
        "icon": icon("chevron-down"),
    }
    if not row.owed.targets:
        return format_html(_WORDS, extended="", hint=row.hint, **name)
    return format_html(
        _FIGURES,
        extended=format_html(extended, format_date(row.due)) if row.due else "",
        previous=row.known.previous,
        last_year=row.known.last_year,
        plan=row.known.plan,
        since=format_html(since, row.prefix) if row.is_sum and not row.whole else "",
        span=row.span,
        **name,
    )


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
    named = (cell.name, cell.id, cell.label, _wrong(cell))
    if cell.is_words:
        return format_html(_TEXT, *named, cell.value)
    if cell.choices:
        return format_html(_LIST, *named, _options(cell))
    return format_html(_NUMBER, *named, cell.value, _hint(cell))


def _wrong(cell: Cell) -> str:
    if not cell.is_wrong:
        return ""
    return _WRONG if cell.choices else format_html('{} aria-describedby="{}_error"', _WRONG, cell.id)


def _hint(cell: Cell) -> str:
    return format_html(' placeholder="{0}" title="{0}"', cell.hint) if cell.hint else ""


def _options(cell: Cell) -> SafeString:
    found = ((key, _CHOSEN if is_it else "", words) for key, words, is_it in cell.choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', found)
