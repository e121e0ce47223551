"""Kiến nghị: what a unit asked of a body, and what was decided."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import is_overtaken, last_event
from bachdang.accounts.roles import ACCEPT_REPORT, may
from plans.models import Proposal


class StaleDecision(ValidationError):
    """Somebody else has recorded a decision since the form was opened."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(
            f"Người khác vừa ghi ý kiến: “{proposal.decision}”. {last_event(proposal)} "
            "Nội dung bạn nhập còn trong ô: lưu lần nữa để thay, hoặc tải lại trang để giữ ý kiến đó."
        )


@transaction.atomic
def decide_proposal(
    *, proposal: Proposal, decision: str, result: str, by: User, seen: str | None = None
) -> Proposal:
    """Record the body's decision and what came of it; the history keeps what a correction replaces.

    `seen`: the mark of the state that the form showed; raises StaleDecision when somebody has written since.
    """
    if not may(by, ACCEPT_REPORT):
        raise PermissionDenied("Ý kiến giải quyết do Văn phòng Đảng ủy ghi.")
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("report").get(pk=proposal.pk)
    if is_overtaken(proposal, seen):
        raise StaleDecision(proposal)
    if not decision.strip():
        raise ValidationError({"decision": "Ghi ý kiến giải quyết."})
    before = (proposal.decision or None, proposal.result or None)
    proposal.decision, proposal.result = decision.strip(), result.strip()
    changes = {
        "Ý kiến giải quyết": (before[0], proposal.decision),
        "Kết quả": (before[1], proposal.result or None),
    }
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    proposal.save()
    record_event(
        verb="decide_proposal",
        subject=proposal,
        by=by,
        locality=proposal.report.unit.locality_id,
        item_id=proposal.report.item_id,
        changes={name: (old, new) for name, (old, new) in changes.items() if old != new},
    )
    return proposal
