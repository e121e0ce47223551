"""A checked form into drafts: through the same action as the page, all of it or nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.models import Unit, User
from bachdang.errors import Overtaken
from bachdang.reporting.flow.actions import save_report
from bachdang.reports.unit_form.checking import Outcome, check_form, wrong_form
from bachdang.reports.unit_form.reading import Fault, ReadForm
from bachdang.reports.unit_form.rows import UnitForm
from bachdang.scope.scopes import Scope
from plans.models import Period, Plan


class _Refused(Exception):
    """One item was refused while others were written already: take everything back."""


def write_form(*, scope: Scope, plan: Plan, unit: Unit, read: ReadForm, by: User, confirmed: bool) -> Outcome:
    """Check again under the period's lock, then save every changed item as a draft.

    An outcome with faults, or with warnings that were not confirmed, has written nothing.
    """
    outcome = Outcome()
    try:
        with transaction.atomic():
            # Every save of a report takes this lock: nobody gets between the check and the writes.
            assert scope.period is not None
            Period.objects.select_for_update().get(pk=scope.period.pk)
            form = UnitForm(scope, plan, unit)
            if reason := wrong_form(read, form):
                return Outcome(faults=[Fault(reason)])
            outcome = check_form(form, read.filled)
            if not outcome.faults and (confirmed or not outcome.warnings):
                _save(outcome, scope, by)
    except _Refused:
        pass
    return outcome


def _save(outcome: Outcome, scope: Scope, by: User) -> None:
    assert scope.period is not None
    for change in outcome.changes:
        item = change.entry.owed.item
        try:
            save_report(
                item=item,
                period=scope.period,
                content=change.content,
                by=by,
                seen=change.seen,
                today=scope.today,
            )
        except (ValidationError, PermissionDenied, Overtaken) as error:
            said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            outcome.faults.append(Fault(f"{item.code}: {said}", code=item.code))
            raise _Refused from error
