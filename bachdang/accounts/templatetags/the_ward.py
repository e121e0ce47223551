"""Whose door it is, for people who are not signed in yet."""

from __future__ import annotations

from django import template

from bachdang.accounts.models import Locality

register = template.Library()


@register.simple_tag
def the_ward() -> Locality | None:
    """The ward of this site; None on an empty one, and where several wards come in by one door."""
    found = Locality.objects.filter(units__isnull=False).distinct().select_related("parent")[:2]
    return found[0] if len(found) == 1 else None
