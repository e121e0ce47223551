"""The words of measuring: keys of the arithmetic and of the tables, with the Vietnamese that people read."""

from __future__ import annotations

from enum import StrEnum

from bachdang.vietnamese.words import Words


class Direction(Words):
    """Which way is better; a rank is LOWER."""

    HIGHER = "higher", "Càng cao càng tốt"
    LOWER = "lower", "Càng thấp càng tốt"


class Frequency(Words):
    """Kỳ đo: how often a figure is owed."""

    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "Năm"
    ONCE = "once", "Một lần"


class Accumulation(Words):
    """Cách tính lũy kế: what a period's figure is."""

    LEVEL = "level", "Tại thời điểm"
    YEAR_TO_DATE = "year_to_date", "Lũy kế trong năm"
    PLAN_TO_DATE = "plan_to_date", "Lũy kế cả giai đoạn"
    GROWTH = "growth", "Tốc độ tăng so cùng kỳ"


class Denominator(Words):
    """How the two parts of a rate accumulate."""

    STOCK = "stock", "Cả hai tại thời điểm cuối kỳ"
    FLOW = "flow", "Cả hai lũy kế trong năm (đã xử lý/tiếp nhận)"
    PLAN = "plan", "Tử số lũy kế, mẫu số là kế hoạch cả năm"


class DerivedRule(Words):
    """How an indicator that is never entered is computed."""

    GROWTH_OF = "growth_of", "Tốc độ tăng của chỉ tiêu khác"
    RATIO_OF = "ratio_of", "Tỷ số của hai chỉ tiêu khác"


class TargetKind(Words):
    """Loại mục tiêu: when a target counts as achieved."""

    REACH = "reach", "Đạt mức"
    MAINTAIN = "maintain", "Duy trì"
    EVERY_YEAR = "every_year", "Hằng năm đạt"
    AVERAGE_GROWTH = "average_growth", "Tăng bình quân"
    CHANGE = "change", "Tăng thêm"
    TREND = "trend", "Tăng/giảm hằng năm"
    MILESTONE = "milestone", "Mốc hoàn thành"
    QUALITATIVE = "qualitative", "Định tính"


# Kinds that compare a figure with a value; the others have none.
VALUED_KINDS = (
    TargetKind.REACH,
    TargetKind.MAINTAIN,
    TargetKind.EVERY_YEAR,
    TargetKind.AVERAGE_GROWTH,
    TargetKind.CHANGE,
)


class Operator(Words):
    """How a figure is compared with the value; "=" and "~" decide by the indicator's direction."""

    AT_LEAST = ">=", "từ … trở lên"
    MORE_THAN = ">", "trên"
    AT_MOST = "<=", "không quá"
    LESS_THAN = "<", "dưới"
    EQUALS = "=", "đạt"
    ABOUT = "~", "khoảng"


class Form(Words):
    """The three forms of a quarter's figure. To the cut-off is shown, never judged."""

    TO_CUTOFF = "to_cutoff", "Thực hiện đến ngày chốt"
    ESTIMATE = "estimate", "Ước cả quý"
    OFFICIAL = "official", "Chính thức cả quý"


class Rating(Words):
    """What a unit proposes for a qualitative target, or says of a milestone before its day.

    Nguy cơ không đạt is said of milestones only, Đạt and Không đạt of qualitative targets only.
    """

    MET = "met", "Đạt"
    ON_TRACK = "on_track", "Đúng tiến độ"
    SLOW = "slow", "Chậm"
    AT_RISK = "at_risk", "Nguy cơ không đạt"
    FAILED = "failed", "Không đạt"


QUALITATIVE_RATINGS = (Rating.MET, Rating.ON_TRACK, Rating.SLOW, Rating.FAILED)
"""What a unit proposes for a qualitative target."""


class Status(Words):
    """How a target stands."""

    EXCEEDED = "exceeded", "Vượt"
    MET = "met", "Đạt"
    ON_TRACK = "on_track", "Đúng tiến độ"
    SLOW = "slow", "Chậm"
    AT_RISK = "at_risk", "Nguy cơ không đạt"
    FAILED = "failed", "Không đạt"
    NO_DATA = "no_data", "Chưa có số liệu"
    NOT_DUE = "not_due", "Chưa đến kỳ đánh giá"


class Grey(Words):
    """Why there is no verdict; the first four of Chưa đến kỳ đánh giá, the last three of Chưa có số liệu."""

    NOT_MEASURED = "chua-den-ky-do", "chưa đến kỳ đo"
    YEAR_OPEN = "cho-het-nam", "chờ hết năm"
    BEFORE_ITS_DAY = "chua-den-moc", "chưa đến mốc"
    SMALL_COUNT = "so-dem-nho", "số đếm nhỏ"
    SUSPENDED = "tam-dung", "tạm dừng theo quyết định"
    NOT_REPORTED = "chua-bao-cao", "chưa báo cáo"
    NO_GROUND = "thieu-can-cu", "thiếu số gốc hoặc kế hoạch năm"
    QUARTER_MISSING = "thieu-quy", "thiếu quý"


class Formula(StrEnum):
    """How an achievement is reckoned: way covered, share of the value, or value over figure."""

    WAY = "way"
    SHARE = "share"
    INVERSE = "inverse"


class Reason(Words):
    """Why a status is what it is, for the words beside it."""

    MISSING = "missing", "thiếu số liệu"
    NO_VALUE = "no_value", "mục tiêu chưa có giá trị"
    NOTHING_OWED = "nothing_owed", "chưa đến kỳ đo"
    NO_BASELINE = "no_baseline", "chưa có số gốc"
    BASELINE_MEETS = "baseline_meets", "số gốc đã đạt mục tiêu"
    SMALL_COUNT = "small_count", "số lượng từ 5 trở xuống, chưa có kế hoạch năm"
    NO_PLAN_FIGURES = "no_plan_figures", "chưa có kế hoạch năm"
    AGAINST_PLAN = "against_plan", "so với kế hoạch năm, quý"
    AGAINST_LINE = "against_line", "so với tiến độ chia đều"
    LINE_BEGINS = "line_begins", "mới bắt đầu tính tiến độ"
    MET_ALREADY = "met_already", "đã đạt trước thời hạn"
    AT_HORIZON = "at_horizon", "đánh giá tại thời hạn"
    AT_YEAR_END = "at_year_end", "đánh giá cả năm"
    IN_PERIOD = "in_period", "đánh giá trong kỳ"
    IN_YEAR = "in_year", "đánh giá trong năm"
    AS_STATED = "as_stated", "theo lời đơn vị"
    YEAR_OPEN = "year_open", "chưa hết năm"
    NO_COMPARISON = "no_comparison", "chưa có năm trước để so sánh"
    BEFORE_ITS_DAY = "before_its_day", "chưa đến ngày của mốc"
    REACHED_LATE = "reached_late", "hoàn thành sau thời hạn"
    SUSPENDED = "suspended", "tạm dừng theo quyết định"
