"""Why a target stands as it stands, in words with the figures put in: one text for page, Excel and Word.

It tells what rules.py decided and computes nothing of its own: every number here is read from the standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bachdang.vietnamese.numbers import format_date, format_decimal, format_percent
from indicators import rules
from indicators.explaining.shortfall import against_expectation
from indicators.figure_book import inputs_of
from indicators.models import Indicator
from indicators.rules import Formula, Rating, Reason, Status, TargetKind
from indicators.target_row import TargetRow
from indicators.wording import difference_measure, figure_text, is_state, with_measure
from plans.terms.decisions import said

BY_PARTS = {
    rules.Accumulation.LEVEL: "lấy số của kỳ gần nhất, không cộng các kỳ",
    rules.Accumulation.YEAR_TO_DATE: "cộng số của các quý từ đầu năm",
    rules.Accumulation.PLAN_TO_DATE: "cộng số của các quý từ khi kế hoạch bắt đầu",
    rules.Accumulation.GROWTH: (
        "lấy tốc độ tăng từ đầu năm so cùng kỳ của kỳ gần nhất; chỉ quý IV là của cả năm"
    ),
}
OF_RATES = {
    rules.Denominator.STOCK: "tử số và mẫu số đều lấy tại cuối kỳ gần nhất",
    rules.Denominator.FLOW: "tử số và mẫu số đều cộng từ đầu năm",
    rules.Denominator.PLAN: "tử số cộng từ đầu năm, mẫu số là kế hoạch cả năm mới nhất",
}
PLAIN_REASONS = {
    Reason.NO_VALUE: "mục tiêu chưa có giá trị để so sánh",
    Reason.NOTHING_OWED: "chưa đến kỳ phải có số liệu",
    Reason.NO_BASELINE: "chưa có số gốc nên chưa tính được phần đường đã đi",
    Reason.BASELINE_MEETS: "số gốc đã đạt mục tiêu mà số hiện nay không còn đạt",
    Reason.SMALL_COUNT: (
        "số lượng từ 5 trở xuống không chia đều theo thời gian; chờ kế hoạch năm hoặc thời hạn"
    ),
    Reason.NO_PLAN_FIGURES: "chưa có kế hoạch năm để so sánh trước thời hạn",
    Reason.LINE_BEGINS: "mới bắt đầu tính tiến độ nên chưa báo nguy cơ",
    Reason.MET_ALREADY: "số liệu đã đạt mục tiêu trước thời hạn",
    Reason.AT_HORIZON: "so thẳng với mục tiêu tại thời hạn",
    Reason.AT_YEAR_END: "so thẳng với mục tiêu khi hết năm",
    Reason.IN_PERIOD: "lấy số của riêng kỳ so với mục tiêu",
    Reason.YEAR_OPEN: "chờ hết năm mới đánh giá",
    Reason.NO_COMPARISON: "chưa có số của năm trước để so sánh",
    Reason.BEFORE_ITS_DAY: "chưa đến ngày của mốc",
    Reason.REACHED_LATE: "đạt sau ngày của mốc",
    Reason.AS_STATED: "đơn vị đánh giá khi gần đến ngày của mốc",
}
# How an achievement is reckoned; "hiện nay" is the mean to date where growth is averaged.
FORMULAS = {
    Formula.WAY: "(hiện nay − số gốc) ÷ (mục tiêu − số gốc)",
    Formula.SHARE: "{subject} ÷ mục tiêu",
    Formula.INVERSE: "mục tiêu ÷ {subject}",
}
NO_GROWTH_GROUND = "chưa có số của cùng kỳ năm trước để tính tốc độ tăng"
_AGAINST = {Reason.AGAINST_PLAN, Reason.AGAINST_LINE}


@dataclass(frozen=True)
class Explanation:
    """Pairs of (label, words), the verdict first."""

    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """All of it in one paragraph, as a cell or a note takes it."""
        return " ".join(f"{label}: {words}." for label, words in self.lines)


def explain(row: TargetRow) -> Explanation:
    """Why the status, from what the achievement, what adds up, what is missing, and for which day."""
    return Explanation(tuple(_lines(row)))


def _lines(row: TargetRow) -> Iterator[tuple[str, str]]:
    standing = row.standing
    if row.override is not None:
        label = Status(row.override.status).label
        yield "Văn phòng Đảng ủy đánh giá", f"{label}. Lý do: {row.override.reason.rstrip('.')}"
        yield "Theo số liệu", _verdict(row)
    else:
        yield "Đánh giá", _verdict(row)
    if standing.numerator is not None and standing.denominator is not None:
        yield "Số liệu", _fraction(row, standing.numerator, standing.denominator)
    if standing.year_to_date is not None:
        yield "Lũy kế từ đầu năm", _measured(row, standing.year_to_date)
    if _formula(row):
        yield "Mức đạt", _formula(row)
    if _expected(row):
        yield "Mức cần đạt", _expected(row)
    if standing.forecast is not None and not is_state(row.indicator):
        ahead = f"{_measured(row, standing.forecast)} vào {format_date(row.terms.horizon)}"
        yield "Dự báo", f"{ahead} nếu giữ nhịp này"
    if needed_amount(row):
        yield "Còn phải làm", _needed(row)
    yield "Cách lũy kế", _accumulation(row)
    lacking = row.book.lacking_words(row)
    if lacking:
        yield "Còn thiếu", f"số liệu dùng chung: {', '.join(lacking)}"
    elif standing.missing:
        yield "Còn thiếu", f"số liệu {', '.join(one.label for one in standing.missing)}"
    yield "Tính cho ngày", format_date(row.at.end)


def _measured(row: TargetRow, value: Decimal | None) -> str:
    return with_measure(value, row.indicator.measure)


def _plain(value: Decimal | None) -> str:
    return format_decimal(value, at_most=2)


def _term(value: Decimal | None) -> str:
    """A number inside a formula: a negative one stands in brackets."""
    return f"({_plain(value)})" if value is not None and value < 0 else _plain(value)


def _ratio(value: Decimal | None) -> str:
    return "" if value is None else format_percent(value * 100, at_most=1)


def _verdict(row: TargetRow) -> str:
    standing = row.standing
    judged = row.computed not in {Status.NO_DATA, Status.NOT_DUE}
    inside = " (trong năm)" if standing.inside_year else ""
    label = f"{Status(row.computed).label}{inside}{' (ước)' if standing.estimated and judged else ''}"
    said = [*_comparison(row), *(_reason(row, one) for one in standing.reasons if one in PLAIN_REASONS)]
    return f"{label}, vì {'; '.join(said)}" if said else label


def _reason(row: TargetRow, reason: Reason) -> str:
    if reason is Reason.NO_COMPARISON and row.indicator.is_derived:
        return NO_GROWTH_GROUND
    return PLAIN_REASONS[reason]


def _comparison(row: TargetRow) -> Iterator[str]:
    """The two numbers that were compared."""
    standing, terms = row.standing, row.terms
    if row.is_suspended:
        since = format_date(terms.valid_from)
        yield f"mục tiêu tạm dừng từ {since} theo {said(terms.decision)}; số liệu đã có vẫn được giữ"
    elif Reason.MISSING in standing.reasons:
        yield "thiếu số liệu phải có"
    elif standing.rating is not None and standing.reached_on is None:
        yield f"đơn vị tự đánh giá “{Rating(standing.rating.value).label}”"
    elif terms.kind == TargetKind.MILESTONE:
        if standing.reached_on:
            yield f"đạt ngày {format_date(standing.reached_on)}, thời hạn {format_date(terms.horizon)}"
    elif standing.compared is not None and standing.current is not None:
        before = "cùng kỳ năm trước" if standing.inside_year else "năm trước"
        yield f"{_measured(row, standing.current)} so với {_measured(row, standing.compared)} của {before}"
    elif _AGAINST & set(standing.reasons):
        yield _band(row)
    elif standing.current is not None and terms.value is not None and row.computed not in _UNJUDGED:
        least = "ít nhất " if standing.partial else ""
        now = figure_text(standing.current, row.indicator)
        own = " của riêng kỳ" if standing.year_to_date is not None else ""
        yield f"{least}{now}{own} so với mục tiêu {row.wording}"


_UNJUDGED = {Status.NO_DATA, Status.NOT_DUE}


def _band(row: TargetRow) -> str:
    """Rule 5 in the measure's own numbers, with the limit that decides between Chậm and Nguy cơ."""
    words = against_expectation(row)
    if row.standing.status is rules.Status.ON_TRACK or not words:
        return words or "so với mức cần đạt"
    return words + _limit(row)


def _limit(row: TargetRow) -> str:
    """Why Chậm and not Nguy cơ, or the other way: the share of the expectation that still is slow."""
    standing, slow = row.standing, row.item.plan.slow_band
    done, expected = standing.achievement, standing.expected
    if done is None or expected is None or expected <= 0 or Reason.LINE_BEGINS in standing.reasons:
        return ""
    limit = f"{_plain(slow)} × {_ratio(expected)} = {_ratio(slow * expected)}"
    side = "không dưới" if standing.status is rules.Status.SLOW else "dưới"
    return f" (mức đạt {_ratio(done)}, {side} {limit})"


def _fraction(row: TargetRow, above: Decimal, below: Decimal) -> str:
    indicator = row.indicator
    if not indicator.is_rate:
        return f"{_plain(above)} / {_plain(below)} = {_measured(row, row.standing.current)}"
    scale = f" × {_plain(indicator.scale)}" if indicator.scale not in (1, 100) else ""
    names = f"{indicator.numerator_name} / {indicator.denominator_name}"
    return f"{names} = {_plain(above)} / {_plain(below)}{scale} = {_measured(row, row.standing.current)}"


def _formula(row: TargetRow) -> str:
    standing = row.standing
    if standing.achievement is None or standing.formula is None or is_state(row.indicator):
        return ""
    growth = row.terms.kind == TargetKind.AVERAGE_GROWTH and not standing.inside_year
    now, goal = _term(standing.forecast if growth else standing.current), _term(standing.goal)
    done = _ratio(standing.achievement)
    if standing.formula is Formula.WAY:
        start = _term(standing.start)
        figures = f"({now} − {start}) ÷ ({goal} − {start})"
        return f"{FORMULAS[Formula.WAY]} = {figures} = {done}"
    subject = "bình quân đến nay" if growth else "hiện nay"
    words = FORMULAS[standing.formula].format(subject=subject)
    if standing.formula is Formula.INVERSE:
        return f"{words} = {goal} ÷ {now} = {done} (càng thấp càng tốt)"
    return f"{words} = {now} ÷ {goal} = {done}"


def _expected(row: TargetRow) -> str:
    standing = row.standing
    if standing.expected_value is None or standing.judged_at is None or is_state(row.indicator):
        return ""
    value, share = _measured(row, standing.expected_value), _ratio(standing.expected)
    amount = f"{share}, tức {value}" if share not in ("", value) else value
    found = f"{amount} đến hết {standing.judged_at.label}"
    return f"{found}, {_whence(row)}"


def _whence(row: TargetRow) -> str:
    """Where the expectation comes from (rule 4)."""
    standing, kind = row.standing, row.terms.kind
    if Reason.AGAINST_PLAN in standing.reasons:
        return "theo kế hoạch năm, quý Văn phòng Đảng ủy đã nhập"
    if kind == TargetKind.AVERAGE_GROWTH:
        return "là mức tăng bình quân mỗi năm phải đạt"
    by_parts = row.measure.grows_by_parts
    if kind == TargetKind.EVERY_YEAR:
        quarter = standing.judged_at.quarter if standing.judged_at else 4
        return f"bằng {quarter}/4 của cả năm" if by_parts else "phải đủ trong mỗi kỳ"
    if standing.start is None or row.baseline is None or by_parts:
        return f"chia đều theo quý đến {format_date(row.terms.horizon)}"
    start, since = _measured(row, standing.start), format_date(row.baseline.on)
    return f"chia đều theo quý từ số gốc {start} ({since}) đến {format_date(row.terms.horizon)}"


def needed_words(row: TargetRow) -> str:
    """ "Mỗi năm tăng 1,2 nghìn kWh để đạt mục tiêu đúng hạn"; "" when nothing is needed or known."""
    words = _needed(row) if needed_amount(row) else ""
    return words[:1].upper() + words[1:]


def needed_amount(row: TargetRow) -> str:
    """What the words above say is needed a year, or "còn 1 dự án đến 31/12/2030" of a count of 5 or fewer."""
    needed, left = row.standing.needed_per_year, row.standing.left
    if is_state(row.indicator):
        return ""
    if left is not None:
        return f"còn {_difference(row, left)} đến {format_date(row.terms.horizon)}"
    if needed is None:
        return ""
    if row.terms.kind == TargetKind.AVERAGE_GROWTH:
        return f"tăng bình quân {_plain(round(needed, 1))}%/năm"
    return f"{'giảm' if needed < 0 else 'tăng'} {_difference(row, needed)}"


def _needed(row: TargetRow) -> str:
    amount = needed_amount(row)
    if row.standing.left is not None:
        return amount
    if row.terms.kind == TargetKind.AVERAGE_GROWTH:
        judged = row.standing.judged_at or row.at
        left = row.terms.horizon.year - judged.year + (1 if row.standing.inside_year else 0)
        return f"cần {amount} trong {left} năm còn lại"
    return f"mỗi năm {amount} để đạt mục tiêu đúng hạn"


def _difference(row: TargetRow, value: Decimal) -> str:
    return with_measure(abs(value), difference_measure(row.indicator.measure))


def _accumulation(row: TargetRow) -> str:
    indicator, measure = row.indicator, row.measure
    if indicator.is_derived:
        inputs = [one.item.code for one in inputs_of(indicator)]
        return f"tính từ chỉ tiêu {' và '.join(inputs)}, không nhập trực tiếp"
    if measure.denominator_accumulation is not None:
        return "; ".join([OF_RATES[measure.denominator_accumulation], *_shared(indicator)])
    return BY_PARTS[measure.accumulation]


def _shared(indicator: Indicator) -> Iterator[str]:
    """Which part is the figure of another indicator."""
    names = {"numerator": "tử số", "denominator": "mẫu số"}
    for part, source in indicator.shared_parts.items():
        yield f"{names[part]} lấy từ chỉ tiêu {source.item.code}"
