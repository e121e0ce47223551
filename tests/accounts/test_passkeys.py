"""Security keys: what the site refuses. That a real one works is shown in the browser (tests/browser)."""

from __future__ import annotations

import json
from typing import Any

import pyotp
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData, CollectedClientData

from bachdang.accounts.door.factor.keeping import drop, set_up
from bachdang.accounts.models import Passkey, User
from bachdang.accounts.roles import Role
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-thu-nghiem"
APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ORIGIN = "http://localhost"
STEP, OWN = "/tai-khoan/ma-xac-thuc/", "/tai-khoan/xac-thuc-hai-buoc/"


class SoftKey:
    """A security key of the test: signs what is asked, for an origin, with a counter."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(self.private.public_key())
        self.credential = AttestedCredentialData.create(b"\0" * 16, b"khoa-1", public)
        self.uses = 0

    def sign(self, asked: str, origin: str = ORIGIN, uses: int | None = None) -> str:
        self.uses = self.uses + 1 if uses is None else uses
        challenge = json.loads(asked)["publicKey"]["challenge"]
        client = CollectedClientData.create("webauthn.get", challenge, origin)
        present = AuthenticatorData.create(sha256(b"localhost"), AuthenticatorData.FLAG.UP, self.uses)
        signed = self.private.sign(present + client.hash, ec.ECDSA(hashes.SHA256()))
        name = websafe_encode(self.credential.credential_id)
        parts = {"clientDataJSON": client, "authenticatorData": present, "signature": signed}
        response = {key: websafe_encode(value) for key, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def browser(host: str = "localhost") -> Client:
    return Client(SERVER_NAME=host)


@pytest.fixture
def client() -> Client:
    return browser()


@pytest.fixture
def user() -> User:
    user = user_with_role(Role.OFFICER, username="kinhte")
    user.set_password(PASSWORD)
    user.save()
    set_up(user=user, key=APP, code=pyotp.TOTP(APP).at(timezone.now()))
    return user


@pytest.fixture
def key(user: User) -> SoftKey:
    key = SoftKey()
    user.passkeys.create(credential=websafe_encode(key.credential), name="Máy thử", since=timezone.now())
    return key


def half_way(client: Client) -> Any:
    return client.post(reverse("login"), {"username": "kinhte", "password": PASSWORD})


def answer(client: Client, page: Any, said: str) -> int:
    typed = {"half_way": page.context["half_way"], "passkey": said}
    return client.post(STEP, typed).status_code


def test_a_signed_answer_opens_and_counts_once(client: Client, key: SoftKey) -> None:
    page = half_way(client)
    said = key.sign(page.context["options"])
    assert answer(client, page, said) == 302
    other = browser()
    again = half_way(other)
    assert answer(other, again, said) == 200
    assert answer(other, again, key.sign(again.context["options"])) == 200
    assert "_auth_user_id" not in other.session


def test_answers_for_another_site_or_of_a_copied_key_open_nothing(client: Client, key: SoftKey) -> None:
    page = half_way(client)
    assert answer(client, page, key.sign(page.context["options"], uses=5)) == 302
    for how in ({"origin": "https://la.example"}, {"uses": 5}, {"uses": 4}):
        other = browser()
        page = half_way(other)
        assert answer(other, page, key.sign(page.context["options"], **how)) == 200


@pytest.mark.parametrize(
    "said", ["x", "[]", "{}", "null", '{"id": 1}', '{"id": "a", "response": {}}', "ẩ" * 9]
)
def test_junk_is_a_wrong_answer(client: Client, key: SoftKey, said: str) -> None:
    assert answer(client, half_way(client), said) == 200
    client.force_login(User.objects.get())
    client.get(OWN)
    assert client.post(OWN, {"act": "add_key", "passkey": said}).status_code == 302
    assert Passkey.objects.count() == 1


def test_wrong_answers_lock_as_wrong_codes_do(client: Client, key: SoftKey) -> None:
    page = half_way(client)
    assert [answer(client, page, "x") for _ in range(10)] == [200] * 9 + [429]


def test_under_an_address_or_without_a_key_nothing_is_asked(client: Client, user: User, key: SoftKey) -> None:
    assert half_way(browser("127.0.0.1")).context["options"] == ""
    assert half_way(browser("testserver")).context["options"] == ""
    Passkey.objects.all().delete()
    assert half_way(browser()).context["options"] == ""


def test_a_key_of_somebody_else_is_not_taken_away(client: Client, key: SoftKey) -> None:
    client.force_login(user_with_role(Role.OFFICER, username="khac"))
    for pk in (Passkey.objects.get().pk, "", "x", "9" * 40):
        client.post(OWN, {"act": "drop_key", "key": pk})
    assert Passkey.objects.exists()


def test_keys_go_with_the_second_factor(user: User, key: SoftKey) -> None:
    drop(user=user, by=user)
    assert not Passkey.objects.exists()
