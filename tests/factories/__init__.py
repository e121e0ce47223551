"""Objects for tests: a small ward with a plan, units, people, an open period."""

from tests.factories.people import LocalityFactory, UnitFactory, UserFactory, user_with_role
from tests.factories.plan import (
    ClauseFactory,
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TargetTermsFactory,
    TaskFactory,
)

__all__ = [
    "ClauseFactory",
    "IndicatorFactory",
    "ItemFactory",
    "LocalityFactory",
    "PeriodFactory",
    "PlanFactory",
    "ProjectFactory",
    "TargetFactory",
    "TargetTermsFactory",
    "TaskFactory",
    "UnitFactory",
    "UserFactory",
    "user_with_role",
]
