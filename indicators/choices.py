"""The vocabularies of measuring, as Django choices. Keys are those of rules.py; a test holds them equal."""

from django.db.models import TextChoices


class Direction(TextChoices):
    HIGHER = "higher", "Càng cao càng tốt"
    LOWER = "lower", "Càng thấp càng tốt"


class Frequency(TextChoices):
    QUARTER = "quarter", "Quý"
    HALF_YEAR = "half_year", "6 tháng"
    YEAR = "year", "Năm"
    ONCE = "once", "Một lần"


class Accumulation(TextChoices):
    LEVEL = "level", "Tại thời điểm"
    YEAR_TO_DATE = "year_to_date", "Lũy kế trong năm"
    PLAN_TO_DATE = "plan_to_date", "Lũy kế cả giai đoạn"
    GROWTH = "growth", "Tốc độ tăng so cùng kỳ"


class Denominator(TextChoices):
    STOCK = "stock", "Cả hai tại thời điểm cuối kỳ"
    FLOW = "flow", "Cả hai lũy kế trong năm (đã xử lý/tiếp nhận)"
    PLAN = "plan", "Tử số lũy kế, mẫu số là kế hoạch cả năm"


class DerivedRule(TextChoices):
    GROWTH_OF = "growth_of", "Tốc độ tăng của chỉ tiêu khác"
    RATIO_OF = "ratio_of", "Tỷ số của hai chỉ tiêu khác"


class TargetKind(TextChoices):
    REACH = "reach", "Đạt mức"
    MAINTAIN = "maintain", "Duy trì"
    EVERY_YEAR = "every_year", "Hằng năm đạt"
    AVERAGE_GROWTH = "average_growth", "Tăng bình quân"
    CHANGE = "change", "Tăng thêm"
    TREND = "trend", "Tăng/giảm hằng năm"
    MILESTONE = "milestone", "Mốc hoàn thành"
    QUALITATIVE = "qualitative", "Định tính"


# Kinds that compare a figure with a value; the others have none.
VALUED_KINDS = [
    TargetKind.REACH,
    TargetKind.MAINTAIN,
    TargetKind.EVERY_YEAR,
    TargetKind.AVERAGE_GROWTH,
    TargetKind.CHANGE,
]


class Operator(TextChoices):
    AT_LEAST = ">=", "từ … trở lên"
    MORE_THAN = ">", "trên"
    AT_MOST = "<=", "không quá"
    LESS_THAN = "<", "dưới"
    EQUALS = "=", "đạt"
    ABOUT = "~", "khoảng"


class Form(TextChoices):
    TO_CUTOFF = "to_cutoff", "Thực hiện đến ngày chốt"
    ESTIMATE = "estimate", "Ước cả quý"
    OFFICIAL = "official", "Chính thức cả quý"


class Rating(TextChoices):
    MET = "met", "Đạt"
    ON_TRACK = "on_track", "Đúng tiến độ"
    SLOW = "slow", "Chậm"
    AT_RISK = "at_risk", "Nguy cơ không đạt"
    FAILED = "failed", "Không đạt"


QUALITATIVE_RATINGS = [Rating.MET, Rating.ON_TRACK, Rating.SLOW, Rating.FAILED]
"""What a unit proposes for a qualitative target."""
MILESTONE_WORDS = [Rating.ON_TRACK, Rating.SLOW, Rating.AT_RISK]
"""What a unit says of a milestone before its day."""


class Status(TextChoices):
    EXCEEDED = "exceeded", "Vượt"
    MET = "met", "Đạt"
    ON_TRACK = "on_track", "Đúng tiến độ"
    SLOW = "slow", "Chậm"
    AT_RISK = "at_risk", "Nguy cơ không đạt"
    FAILED = "failed", "Không đạt"
    NO_DATA = "no_data", "Chưa có số liệu"
    NOT_DUE = "not_due", "Chưa đến kỳ đánh giá"
