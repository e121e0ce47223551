"""A setting that is missing or wrong stops the start and is named with its remedy."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

WRONG = [
    ({"SECRET_KEY": "short"}, "SECRET_KEY phải dài ít nhất 32 ký tự"),
    ({"HTTPS": "có"}, "HTTPS=có: chỉ nhận 1 (có) hoặc 0 (không)."),
    ({"DEBUG": "2"}, "DEBUG=2: chỉ nhận 1 (có) hoặc 0 (không)."),
    ({"EVIDENCE_MAX_BYTES": "20MB"}, "EVIDENCE_MAX_BYTES=20MB: cần một số nguyên"),
    ({"BACKUP_KEEP": "0"}, "BACKUP_KEEP=0: cần một số nguyên từ 1"),
    ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL: chỉ nhận sqlite:"),
    ({"DATABASE_URL": "bachdang"}, "DATABASE_URL: chỉ nhận sqlite:"),
    ({"MEDIA_ROOT": ""}, "MEDIA_ROOT trống: ghi đường dẫn thư mục"),
    ({"BACKUP_DIR": " "}, "BACKUP_DIR trống: ghi đường dẫn thư mục"),
    ({"EMAIL_URL": "mail.example.vn"}, "EMAIL_URL: chỉ nhận smtp://"),
    ({"EMAIL_URL": "smtp://mail.example.vn:cổng"}, "EMAIL_URL: chỉ nhận smtp://"),
    ({"SITE_URL": "ke-hoach.example.vn"}, "SITE_URL=ke-hoach.example.vn: cần một địa chỉ như https://"),
    ({"TRUSTED_PROXIES": "nginx"}, "TRUSTED_PROXIES: “nginx” không phải địa chỉ"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL=loud: chỉ nhận DEBUG, INFO, WARNING, ERROR."),
    ({"SECOND_FACTOR": "yes"}, "SECOND_FACTOR=yes: chỉ nhận off, offered, required."),
    ({"TEMPORARY_PASSWORD_DAYS": "0"}, "TEMPORARY_PASSWORD_DAYS=0: cần một số nguyên từ 1"),
    ({"OIDC_ISSUER": "http://a.vn"}, "OIDC_ISSUER: cần địa chỉ bắt đầu bằng https://"),
    ({"OIDC_ISSUER": "https://a.vn"}, "OIDC_ISSUER cần OIDC_CLIENT_ID và OIDC_CLIENT_SECRET"),
    ({"LOG_FORMAT": "xml"}, "LOG_FORMAT=xml: chỉ nhận line, json."),
]


@pytest.mark.parametrize(("values", "said"), WRONG, ids=lambda one: str(one)[:30])
def test_a_wrong_value_is_named(values: dict[str, str], said: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import bachdang.settings"],
        env={**os.environ, **values}, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert said in ended.stderr.splitlines()[-1]
