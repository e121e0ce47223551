"""The floors of the house as the tables see them (import-linter sees the imports only)."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field

# From the ground up; office, dashboard and reports have no tables.
FLOORS = ["accounts", "plans", "indicators", "projects"]


def test_only_the_floors_have_tables() -> None:
    tabled = {
        config.label
        for config in apps.get_app_configs()
        if not config.name.startswith("django") and any(config.get_models()) and config.label != "axes"
    }

    assert tabled == set(FLOORS)


def test_relations_go_down_only() -> None:
    """A foreign key written as a string is an import too."""
    upward = [
        f"{model.__name__}.{field.name} → {target}"
        for floor, label in enumerate(FLOORS)
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        if field.is_relation and isinstance(field.related_model, type)
        if (target := field.related_model._meta.app_label) in FLOORS and FLOORS.index(target) > floor
    ]

    assert upward == []
