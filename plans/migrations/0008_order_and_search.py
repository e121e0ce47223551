"""Titles keep the key by which they are ordered; what is stored to be searched reads y after a consonant as i."""

from typing import Any

from django.db import migrations

import bachdang.vietnamese.stored_keys
from bachdang.vietnamese.stored_keys import rewrite_keys
from bachdang.vietnamese.text import fold, search_fold


def forward(apps: Any, schema_editor: Any) -> None:
    rewrite_keys(apps.get_model("plans", "Terms"), "title_key", folded=lambda row: search_fold(row.folded))
    rewrite_keys(apps.get_model("plans", "Clause"), folded=lambda row: search_fold(row.folded))


def backward(apps: Any, schema_editor: Any) -> None:
    """The search of before finds by the text itself; words that only `folded` holds keep their i."""
    rewrite_keys(apps.get_model("plans", "Clause"), folded=lambda row: fold(f"{row.text} {row.place}"))
    rewrite_keys(apps.get_model("plans", "Terms"), folded=_folded_before)


def _folded_before(terms: Any) -> str:
    more = terms.item.code if terms.item.kind == "indicator" else terms.product
    return fold(f"{terms.title} {more}")


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_facts_in_columns"), ("accounts", "0004_name_keys")]
    operations = [
        migrations.AddField(
            "terms",
            "title_key",
            bachdang.vietnamese.stored_keys.OrderKey(of=("title",), verbose_name="khóa sắp xếp"),
        ),
        migrations.RunPython(forward, backward),
    ]
