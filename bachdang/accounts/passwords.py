"""Temporary passwords: told once by the administrator, changed at the first sign-in."""

from __future__ import annotations

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

# Without what is mistaken for something else on paper: 0 o, 1 l i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS = 3
LENGTH = 4


def temporary_password() -> str:
    """Three groups of four, as "k7mq-x2pd-9wat": 59 bits, easy to read out."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))


LONGEST = 128
"""Characters of a new password."""
LONGEST_TYPED = 1000
"""Of one that is only compared: some were chosen before there was a limit."""


class NotTooLong:
    """A password validator (AUTH_PASSWORD_VALIDATORS): hashing has no limit of its own."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"Mật khẩu dài quá {LONGEST} ký tự.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"Mật khẩu có nhiều nhất {LONGEST} ký tự."


def limit_passwords(form: forms.BaseForm) -> None:
    """Refuse what is too long before it is compared or hashed. (A box that cuts it would hide that.)"""
    for name, field in form.fields.items():
        if "password" in name and isinstance(field, forms.CharField):
            longest = LONGEST_TYPED if name == "old_password" else LONGEST
            field.validators.append(MaxLengthValidator(longest))
