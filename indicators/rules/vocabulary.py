"""The words of measuring as plain enums, with their Vietnamese labels beside them.

The models build their choices from these; nothing here imports Django.
"""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """Which way is better; a rank is LOWER."""

    HIGHER = "higher"
    LOWER = "lower"


DIRECTION_LABELS: dict[Direction, str] = {
    Direction.HIGHER: "Càng cao càng tốt",
    Direction.LOWER: "Càng thấp càng tốt",
}


class Frequency(StrEnum):
    """Kỳ đo: how often a figure is owed."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


FREQUENCY_LABELS: dict[Frequency, str] = {
    Frequency.QUARTER: "Quý",
    Frequency.HALF_YEAR: "6 tháng",
    Frequency.YEAR: "Năm",
    Frequency.ONCE: "Một lần",
}


class Accumulation(StrEnum):
    """Cách tính lũy kế: what a period's figure is."""

    LEVEL = "level"
    YEAR_TO_DATE = "year_to_date"
    PLAN_TO_DATE = "plan_to_date"
    GROWTH = "growth"


ACCUMULATION_LABELS: dict[Accumulation, str] = {
    Accumulation.LEVEL: "Tại thời điểm",
    Accumulation.YEAR_TO_DATE: "Lũy kế trong năm",
    Accumulation.PLAN_TO_DATE: "Lũy kế cả giai đoạn",
    Accumulation.GROWTH: "Tốc độ tăng so cùng kỳ",
}


class Denominator(StrEnum):
    """How the two parts of a rate accumulate."""

    STOCK = "stock"
    FLOW = "flow"
    PLAN = "plan"


DENOMINATOR_LABELS: dict[Denominator, str] = {
    Denominator.STOCK: "Cả hai tại thời điểm cuối kỳ",
    Denominator.FLOW: "Cả hai lũy kế trong năm (đã xử lý/tiếp nhận)",
    Denominator.PLAN: "Tử số lũy kế, mẫu số là kế hoạch cả năm",
}


class DerivedRule(StrEnum):
    """How an indicator that is never entered is computed."""

    GROWTH_OF = "growth_of"
    RATIO_OF = "ratio_of"


DERIVED_RULE_LABELS: dict[DerivedRule, str] = {
    DerivedRule.GROWTH_OF: "Tốc độ tăng của chỉ tiêu khác",
    DerivedRule.RATIO_OF: "Tỷ số của hai chỉ tiêu khác",
}


class TargetKind(StrEnum):
    """Loại mục tiêu: when a target counts as achieved."""

    REACH = "reach"
    MAINTAIN = "maintain"
    EVERY_YEAR = "every_year"
    AVERAGE_GROWTH = "average_growth"
    CHANGE = "change"
    TREND = "trend"
    MILESTONE = "milestone"
    QUALITATIVE = "qualitative"


TARGET_KIND_LABELS: dict[TargetKind, str] = {
    TargetKind.REACH: "Đạt mức",
    TargetKind.MAINTAIN: "Duy trì",
    TargetKind.EVERY_YEAR: "Hằng năm đạt",
    TargetKind.AVERAGE_GROWTH: "Tăng bình quân",
    TargetKind.CHANGE: "Tăng thêm",
    TargetKind.TREND: "Tăng/giảm hằng năm",
    TargetKind.MILESTONE: "Mốc hoàn thành",
    TargetKind.QUALITATIVE: "Định tính",
}

# Kinds that compare a figure with a value; the others have none.
VALUED_KINDS = (
    TargetKind.REACH,
    TargetKind.MAINTAIN,
    TargetKind.EVERY_YEAR,
    TargetKind.AVERAGE_GROWTH,
    TargetKind.CHANGE,
)


class Operator(StrEnum):
    """How a figure is compared with the value; "=" and "~" decide by the indicator's direction."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUALS = "="
    ABOUT = "~"


OPERATOR_LABELS: dict[Operator, str] = {
    Operator.AT_LEAST: "từ … trở lên",
    Operator.MORE_THAN: "trên",
    Operator.AT_MOST: "không quá",
    Operator.LESS_THAN: "dưới",
    Operator.EQUALS: "đạt",
    Operator.ABOUT: "khoảng",
}


class Form(StrEnum):
    """The three forms of a quarter's figure. To the cut-off is shown, never judged."""

    TO_CUTOFF = "to_cutoff"
    ESTIMATE = "estimate"
    OFFICIAL = "official"


FORM_LABELS: dict[Form, str] = {
    Form.TO_CUTOFF: "Thực hiện đến ngày chốt",
    Form.ESTIMATE: "Ước cả quý",
    Form.OFFICIAL: "Chính thức cả quý",
}


class Rating(StrEnum):
    """What a unit proposes for a qualitative target, or says of a milestone before its day.

    Nguy cơ không đạt is said of milestones only, Đạt and Không đạt of qualitative targets only.
    """

    MET = "met"
    ON_TRACK = "on_track"
    SLOW = "slow"
    AT_RISK = "at_risk"
    FAILED = "failed"


RATING_LABELS: dict[Rating, str] = {
    Rating.MET: "Đạt",
    Rating.ON_TRACK: "Đúng tiến độ",
    Rating.SLOW: "Chậm",
    Rating.AT_RISK: "Nguy cơ không đạt",
    Rating.FAILED: "Không đạt",
}


class Status(StrEnum):
    """How a target stands."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_TRACK = "on_track"
    SLOW = "slow"
    AT_RISK = "at_risk"
    FAILED = "failed"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"


STATUS_LABELS: dict[Status, str] = {
    Status.EXCEEDED: "Vượt",
    Status.MET: "Đạt",
    Status.ON_TRACK: "Đúng tiến độ",
    Status.SLOW: "Chậm",
    Status.AT_RISK: "Nguy cơ không đạt",
    Status.FAILED: "Không đạt",
    Status.NO_DATA: "Chưa có số liệu",
    Status.NOT_DUE: "Chưa đến kỳ đánh giá",
}


class Grey(StrEnum):
    """Why there is no verdict; the first four of Chưa đến kỳ đánh giá, the last three of Chưa có số liệu."""

    NOT_MEASURED = "chua-den-ky-do"
    YEAR_OPEN = "cho-het-nam"
    BEFORE_ITS_DAY = "chua-den-moc"
    SMALL_COUNT = "so-dem-nho"
    SUSPENDED = "tam-dung"
    NOT_REPORTED = "chua-bao-cao"
    NO_GROUND = "thieu-can-cu"
    QUARTER_MISSING = "thieu-quy"


GREY_LABELS: dict[Grey, str] = {
    Grey.NOT_MEASURED: "chưa đến kỳ đo",
    Grey.YEAR_OPEN: "chờ hết năm",
    Grey.BEFORE_ITS_DAY: "chưa đến mốc",
    Grey.SMALL_COUNT: "số đếm nhỏ",
    Grey.SUSPENDED: "tạm dừng theo quyết định",
    Grey.NOT_REPORTED: "chưa báo cáo",
    Grey.NO_GROUND: "thiếu số gốc hoặc kế hoạch năm",
    Grey.QUARTER_MISSING: "thiếu quý",
}


class Formula(StrEnum):
    """How an achievement is reckoned: way covered, share of the value, or value over figure."""

    WAY = "way"
    SHARE = "share"
    INVERSE = "inverse"


class Reason(StrEnum):
    """Why a status is what it is, for the words beside it."""

    MISSING = "missing"
    NO_VALUE = "no_value"
    NOTHING_OWED = "nothing_owed"
    NO_BASELINE = "no_baseline"
    BASELINE_MEETS = "baseline_meets"
    SMALL_COUNT = "small_count"
    NO_PLAN_FIGURES = "no_plan_figures"
    AGAINST_PLAN = "against_plan"
    AGAINST_LINE = "against_line"
    LINE_BEGINS = "line_begins"
    MET_ALREADY = "met_already"
    AT_HORIZON = "at_horizon"
    AT_YEAR_END = "at_year_end"
    IN_PERIOD = "in_period"
    IN_YEAR = "in_year"
    AS_STATED = "as_stated"
    YEAR_OPEN = "year_open"
    NO_COMPARISON = "no_comparison"
    BEFORE_ITS_DAY = "before_its_day"
    REACHED_LATE = "reached_late"
    SUSPENDED = "suspended"


REASON_LABELS: dict[Reason, str] = {
    Reason.MISSING: "thiếu số liệu",
    Reason.NO_VALUE: "mục tiêu chưa có giá trị",
    Reason.NOTHING_OWED: "chưa đến kỳ đo",
    Reason.NO_BASELINE: "chưa có số gốc",
    Reason.BASELINE_MEETS: "số gốc đã đạt mục tiêu",
    Reason.SMALL_COUNT: "số lượng từ 5 trở xuống, chưa có kế hoạch năm",
    Reason.NO_PLAN_FIGURES: "chưa có kế hoạch năm",
    Reason.AGAINST_PLAN: "so với kế hoạch năm, quý",
    Reason.AGAINST_LINE: "so với tiến độ chia đều",
    Reason.LINE_BEGINS: "mới bắt đầu tính tiến độ",
    Reason.MET_ALREADY: "đã đạt trước thời hạn",
    Reason.AT_HORIZON: "đánh giá tại thời hạn",
    Reason.AT_YEAR_END: "đánh giá cả năm",
    Reason.IN_PERIOD: "đánh giá trong kỳ",
    Reason.IN_YEAR: "đánh giá trong năm",
    Reason.AS_STATED: "theo lời đơn vị",
    Reason.YEAR_OPEN: "chưa hết năm",
    Reason.NO_COMPARISON: "chưa có năm trước để so sánh",
    Reason.BEFORE_ITS_DAY: "chưa đến ngày của mốc",
    Reason.REACHED_LATE: "hoàn thành sau thời hạn",
    Reason.SUSPENDED: "tạm dừng theo quyết định",
}
