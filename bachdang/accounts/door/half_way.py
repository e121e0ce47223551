"""Between the password and the code: who has given the first travels signed in the page, for ten minutes."""

from __future__ import annotations

from django.core import signing

from bachdang.accounts.models import User

FIELD = "half_way"
PURPOSE = "accounts.half_way"
AGE = 10 * 60


def half_way(user: User) -> str:
    """That this person's password was right just now; worth nothing once the password is another."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:16]], salt=PURPOSE)


def user_half_way(packed: str) -> User | None:
    """None for what is too old, was changed, or is of a closed account."""
    try:
        pk, mark = signing.loads(packed, salt=PURPOSE, max_age=AGE)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and user.get_session_auth_hash()[:16] == mark else None
