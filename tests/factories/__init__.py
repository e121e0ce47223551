"""Objects for tests: a small ward with a plan, units, people, an open period."""

from tests.factories.people import LocalityFactory, UnitFactory, UserFactory, user_with_role
from tests.factories.plan import (
    ClauseFactory,
    DutyFactory,
    IndicatorFactory,
    ItemFactory,
    OwnWorkFactory,
    PeriodFactory,
    PlanDraftFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TargetTermsFactory,
    TaskFactory,
)

__all__ = [
    "ClauseFactory",
    "DutyFactory",
    "IndicatorFactory",
    "ItemFactory",
    "LocalityFactory",
    "OwnWorkFactory",
    "PeriodFactory",
    "PlanDraftFactory",
    "PlanFactory",
    "ProjectFactory",
    "TargetFactory",
    "TargetTermsFactory",
    "TaskFactory",
    "UnitFactory",
    "UserFactory",
    "user_with_role",
]
