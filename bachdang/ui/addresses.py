"""Addresses of pages, with parameters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.urls import reverse


@lru_cache(maxsize=4096)
def address(name: str, *args: Any) -> str:
    """A page's address. A page has up to two hundred links, and what an address is does not change."""
    return reverse(name, args=args)


def add_parameters(url: str, parameters: Mapping[str, Any]) -> str:
    """`url` with further parameters; those without a value are left out, those it has are replaced."""
    given = {key: str(value) for key, value in parameters.items() if value not in (None, "")}
    if not given:
        return url
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), **given}
    return urlunsplit(parts._replace(query=urlencode(query)))
