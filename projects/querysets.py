"""Reads about projects."""

from __future__ import annotations

from plans.querysets import LocalQuerySet


class ProjectQuerySet(LocalQuerySet):
    locality_path = "item__plan__locality"


class CapitalQuerySet(LocalQuerySet):
    locality_path = "project__item__plan__locality"
