"""What every sheet of the workbook is about: a ward, its plan where there is one, and who asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bachdang.accounts.models import Locality, User
from bachdang.scope.scopes import Scope
from bachdang.setup.names import Names
from bachdang.standing.plan_book import PlanBook
from plans.models import Plan, Terms, TermsState


@dataclass
class Ward:
    """`rehearsed`: what is written is taken back. `created`: new accounts with their passwords."""

    locality: Locality
    scope: Scope
    by: User
    rehearsed: bool = True
    created: list[tuple[User, str]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    """Indicators whose standing is to be written anew."""

    @classmethod
    def of(cls, user: User, scope: Scope, *, rehearsed: bool = True) -> Ward:
        """The ward of a person, who is in a unit of it."""
        assert user.unit is not None
        return cls(scope.plan.locality if scope.plan else user.unit.locality, scope, user, rehearsed)

    @property
    def plan(self) -> Plan | None:
        return self.scope.plan

    @cached_property
    def names(self) -> Names:
        return Names.of(self.locality.pk)

    def forget_names(self) -> None:
        """Units or people have changed."""
        self.__dict__.pop("names", None)

    @cached_property
    def day(self) -> date:
        """The day whose terms are set up: of the quarter looked at, of a plan to come its first."""
        return max(self.scope.ends, self.plan.starts) if self.plan else self.scope.ends

    @cached_property
    def book(self) -> PlanBook:
        assert self.plan is not None
        return PlanBook(self.plan)

    def terms(self, kinds: Collection[str]) -> list[Terms]:
        """What holds of the items of some kinds, in the document's order."""
        return [one for kind in kinds for one in self.book.terms(kind, self.day)]

    @cached_property
    def indicator_terms(self) -> list[Terms]:
        """The indicators of the plan as they are called."""
        rows = Terms.objects.valid_on(self.day).filter(item__plan=self.plan, item__kind="indicator")
        rows = rows.exclude(state=TermsState.ENDED).select_related("item__reporter", "item__contact")
        return list(rows.order_by("item__order"))
