"""Keys and codes, without database or clock. A key is stored sealed, recovery codes as fingerprints."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime
from hmac import compare_digest

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from bachdang.accounts.passwords import ALPHABET

ISSUER = "Bạch Đằng"
DRIFT = (0, -1, 1)
"""Steps of 30 seconds by which the clock of a phone may differ."""
RECOVERY_CODES = 10
GROUP = 5


def new_key() -> str:
    """160 bits in base32, as apps take it."""
    return pyotp.random_base32()


def seal(key: str) -> str:
    return _seal().encrypt(key.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The key; None when it was sealed under another SECRET_KEY."""
    try:
        return _seal().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac("accounts.second_factor", "", algorithm="sha256").digest()))


def matching_step(key: str, code: str, *, at: datetime, after: int) -> int | None:
    """The step whose code this is, later than `after`: no code opens twice. None for a wrong one."""
    app = pyotp.TOTP(key)
    steps = (app.timecode(at) + drift for drift in DRIFT)
    typed = plain(code).encode()
    fits = (step for step in steps if step > after and compare_digest(app.generate_otp(step).encode(), typed))
    return next(fits, None)


def new_recovery_codes() -> list[str]:
    """Ten of "k7mqx-2pd9w", each of 49 bits, to be used once."""
    return [f"{_group()}-{_group()}" for _ in range(RECOVERY_CODES)]


def _group() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(GROUP))


def fingerprint(code: str) -> str:
    return salted_hmac("accounts.recovery_code", plain(code), algorithm="sha256").hexdigest()


def plain(code: str) -> str:
    """As typed, without blanks, dashes and capitals."""
    return code.replace(" ", "").replace("-", "").lower()


def drawn(key: str, name: str) -> str:
    """What the app reads, as the address of a picture."""
    address = pyotp.TOTP(key).provisioning_uri(name=name, issuer_name=ISSUER)
    return segno.make(address, error="m").svg_data_uri(scale=5, border=2)
