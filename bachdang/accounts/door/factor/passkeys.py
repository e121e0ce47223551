"""Security keys (WebAuthn) beside the app: one in the computer, the phone or on USB signs what is asked.

fido2 (Yubico) does the protocol. What was asked lies in the session until it is answered, once. Browsers have
this over HTTPS under a name only, so elsewhere nothing is offered.
"""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
)

from bachdang.accounts.door.devices import device_of
from bachdang.accounts.door.factor.codes import ISSUER
from bachdang.accounts.door.factor.keeping import record_factor
from bachdang.accounts.door.models import Passkey
from bachdang.accounts.models import User

ASKED = "passkey"
"""Of a session's data: what was asked of a security key."""
MOST = 10
"""Of one person."""


def possible(request: HttpRequest) -> bool:
    """Whether the browser would do it under this address."""
    host = _host(request)
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def ask_new(request: HttpRequest, user: User) -> str:
    """The question for a new key, as JSON for the script; "" where there is none."""
    if not possible(request):
        return ""
    person = PublicKeyCredentialUserEntity(
        id=str(user.pk).encode(), name=user.username, display_name=str(user)
    )
    options, request.session[ASKED] = _server(request).register_begin(
        person, [_credential(one) for one in user.passkeys.all()]
    )
    return json.dumps(dict(options))


def ask_known(request: HttpRequest, user: User) -> str:
    """The question for a key that the person has; "" without one."""
    keys = list(user.passkeys.all()) if possible(request) else []
    if not keys:
        return ""
    options, request.session[ASKED] = _server(request).authenticate_begin([_credential(one) for one in keys])
    return json.dumps(dict(options))


@transaction.atomic
def add(request: HttpRequest, user: User, answer: str) -> bool:
    """Keep the key that answered; False for an answer that does not hold."""
    asked = request.session.pop(ASKED, None)
    if asked is None or user.passkeys.count() >= MOST:
        return False
    try:
        found = _server(request).register_complete(asked, json.loads(answer))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    assert found.credential_data is not None
    Passkey.objects.create(
        user=user,
        credential=websafe_encode(found.credential_data),
        uses=found.counter,
        name=device_of(request.headers.get("User-Agent", "")),
        since=timezone.now(),
    )
    record_factor("add_passkey", user, by=user, after="thêm khóa bảo mật")
    return True


@transaction.atomic
def sign(request: HttpRequest, user: User, answer: str) -> str:
    """By what it was, in words; "" for an answer that does not hold, or of a key that was copied."""
    asked = request.session.pop(ASKED, None)
    keys = {one.credential: one for one in user.passkeys.select_for_update()}
    if asked is None or not keys:
        return ""
    try:
        said = AuthenticationResponse.from_dict(json.loads(answer))
        known = [_credential(one) for one in keys.values()]
        used = _server(request).authenticate_complete(asked, known, said)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return ""
    key, uses = keys[websafe_encode(used)], said.response.authenticator_data.counter
    if uses and uses <= key.uses:
        return ""
    key.uses = uses
    key.save(update_fields=["uses"])
    return "khóa bảo mật"


@transaction.atomic
def remove(*, user: User, pk: int) -> bool:
    if not user.passkeys.filter(pk=pk).delete()[0]:
        return False
    record_factor("drop_passkey", user, by=user, after="bỏ khóa bảo mật")
    return True


def _credential(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(key.credential))


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and ":" in host else host


def _server(request: HttpRequest) -> Any:
    return Fido2Server(PublicKeyCredentialRpEntity(name=ISSUER, id=_host(request)))
