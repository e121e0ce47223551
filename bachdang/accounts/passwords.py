"""Temporary passwords: told once by the administrator, changed at the first sign-in."""

from __future__ import annotations

import secrets

# Without what is mistaken for something else on paper: 0 o, 1 l i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS = 3
LENGTH = 4


def temporary_password() -> str:
    """Three groups of four, as "k7mq-x2pd-9wat": 59 bits, easy to read out."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))
