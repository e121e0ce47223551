"""What the office should know before it confirms: nothing here is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bachdang.vietnamese.numbers import format_date
from indicators.models import PlanFigure, Target
from indicators.rules import Quarter
from indicators.terms.goals import GoalDraft
from plans.models import Decision, Item, Plan, TermsState
from plans.terms.amending import newest_terms
from plans.terms.drafts import TermsDraft


def since_words(day: date) -> str:
    """From which quarter on lists and reports follow: terms are read on a quarter's last day."""
    quarter = Quarter.of(day).label
    return f"Danh sách và báo cáo từ {quarter} theo nội dung mới; các quý trước giữ nguyên như đã có."


def ground_warnings(decision: Decision, day: date) -> Iterator[str]:
    if day < decision.date:
        signed = format_date(decision.date)
        yield f"Ngày hiệu lực {format_date(day)} trước ngày ban hành quyết định ({signed})."


def terms_warnings(new: TermsDraft, plan: Plan) -> Iterator[str]:
    if new.ends is not None and new.ends > plan.ends:
        ends = format_date(plan.ends)
        yield f"Ngày kết thúc {format_date(new.ends)} sau ngày kết thúc của kế hoạch ({ends})."
    if new.starts is not None and new.starts < plan.starts:
        starts = format_date(plan.starts)
        yield f"Ngày bắt đầu {format_date(new.starts)} trước ngày bắt đầu của kế hoạch ({starts})."


def item_warnings(item: Item, new: TermsDraft) -> Iterator[str]:
    """What an amendment of an item leaves as it is, and what it stops."""
    yield from terms_warnings(new, item.plan)
    before = TermsDraft.of(newest_terms(item))
    if new.lead != before.lead and item.reporter is not None and item.reporter != new.lead:
        yield f"Đơn vị báo cáo vẫn là {item.reporter}. Cần đổi thì vào trang Phân công báo cáo."
    if new.state != before.state and new.state != TermsState.ACTIVE:
        yield "Từ quý có hiệu lực, việc này không còn trong danh sách phải báo cáo."


def target_warnings(target: Target, new: GoalDraft) -> Iterator[str]:
    """Plan figures are the office's own and stay."""
    figures = PlanFigure.objects.filter(target=target).count()
    if figures:
        yield f"{figures} ô kế hoạch năm, quý đã nhập của mục tiêu này giữ nguyên. Xem lại cho khớp."
    if new.state == TermsState.SUSPENDED:
        yield "Mục tiêu tạm dừng vẫn hiện số liệu đã có nhưng không được đánh giá, không phải gửi số liệu."
