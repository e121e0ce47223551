"""Columns that hold the sorting key of another column, so that every database orders Vietnamese alike."""

from __future__ import annotations

from typing import Any

from django.db import models

from bachdang.vietnamese.text import given_name_key, order_key


class OrderKey(models.TextField):
    """order_key of the columns `of`, the first that is not empty; written with every save of a row.

    `update_fields` must name it beside the column, and QuerySet.update() must set it: verify_data finds
    rows where it was forgotten.
    """

    def __init__(self, *args: Any, of: tuple[str, ...], **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **{"editable": False, "default": "", **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def key_of(self, text: str) -> str:
        return order_key(text)

    def key_for(self, row: models.Model) -> str:
        """What the column must hold for this row."""
        return self.key_of(next((text for name in self.of if (text := getattr(row, name))), ""))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = self.key_for(model_instance)
        setattr(model_instance, self.attname, key)
        return key


class NameKey(OrderKey):
    """The same for people, who are ordered by their given name."""

    def key_of(self, text: str) -> str:
        return given_name_key(text)


def rewrite_keys(model: type[models.Model], *names: str, **computed: Any) -> None:
    """Compute the keys `names` of every row anew, and further columns by functions of the row."""
    fields = {name: model._meta.get_field(name) for name in names}
    batch: list[models.Model] = []
    for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
        for name, field in fields.items():
            assert isinstance(field, OrderKey)
            setattr(row, name, field.key_for(row))
        for name, compute in computed.items():
            setattr(row, name, compute(row))
        batch.append(row)
    model._default_manager.bulk_update(batch, [*fields, *computed], batch_size=200)
