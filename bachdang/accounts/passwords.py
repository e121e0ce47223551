"""Temporary passwords: told once by the administrator, changed at the first sign-in."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from bachdang.accounts.models import User
from bachdang.vietnamese.text import fold

# Without what is mistaken for something else on paper: 0 o, 1 l i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS = 3
LENGTH = 4


def temporary_password(user: User) -> str:
    """Three groups of four, as "k7mq-x2pd-9wat": 59 bits, easy to read out.

    By chance it can be one that nobody could choose, as digits with a name: then it is drawn again.
    """
    while True:
        drawn = "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))
        try:
            validate_password(drawn, user)
        except ValidationError:
            continue
        return drawn


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


# What stands in too many passwords of such an office, folded to a–z.
GUESSED = (
    "matkhau", "password", "danguy", "dangbo", "uyban", "ubnd", "phuong", "thanhpho", "haiphong", "vietnam",
    "kehoach", "bachdang", "quantri", "admin", "vanphong", "chuyenvien", "lanhdao", "xinchao", "anhyeuem",
    "qwerty", "abcd",
)  # fmt: skip
LEAST_OWN = 4


class NotEasilyGuessed:
    """A password validator: refuses names of person, unit, ward and product with a year or a number."""

    def validate(self, password: str, user: Any = None) -> None:
        rest = letters = _letters(password)
        for word in sorted({*GUESSED, *_names(user)}, key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != letters and len(rest) < LEAST_OWN:
            raise ValidationError(f"Mật khẩu dễ đoán. {self.get_help_text()}", code="password_easily_guessed")

    def get_help_text(self) -> str:
        return "Không chỉ ghép tên người, đơn vị, địa phương hoặc từ quen dùng với số, năm."


def _letters(text: str) -> str:
    return "".join(one for one in fold(text) if "a" <= one <= "z")


def _names(user: Any) -> set[str]:
    """The person's own names and those around: every word of them, and each name as one."""
    unit = getattr(user, "unit", None)
    names = [getattr(user, "full_name", ""), getattr(user, "username", "")]
    names += [unit.name, unit.short, unit.code, unit.locality.name] if unit else []
    words = {_letters(one) for name in names for one in (name, *name.split())}
    return {one for one in words if len(one) > 1}


def limit_passwords(form: forms.BaseForm) -> None:
    """Refuse what is too long before it is compared or hashed. (A box that cuts it would hide that.)"""
    for name, field in form.fields.items():
        if "password" in name and isinstance(field, forms.CharField):
            longest = LONGEST_TYPED if name == "old_password" else LONGEST
            field.validators.append(MaxLengthValidator(longest))
