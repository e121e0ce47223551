"""Sessions, as rows that know whose they are."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """Phiên đăng nhập: one browser in which a person is signed in, since when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    began = models.DateTimeField()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"


class SecondFactor(models.Model):
    """Xác thực hai bước: the authenticator app of a person, and what is left of the recovery codes.

    `sealed` is the app's key under SECRET_KEY, `last_step` the last code that opened (30 seconds each),
    `recovery` the fingerprints of codes that were not used yet.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor")
    sealed = models.CharField("khóa đã niêm", max_length=255)
    last_step = models.BigIntegerField("mã dùng gần nhất", default=0)
    recovery = models.JSONField("mã dự phòng", default=list)
    since = models.DateTimeField("bật lúc")

    class Meta:
        verbose_name = "xác thực hai bước"
        verbose_name_plural = "xác thực hai bước"

    def __str__(self) -> str:
        return f"{self.user_id}"


class Passkey(models.Model):
    """Khóa bảo mật: a key in a computer, a phone or on USB that stands for the code of the app.

    `credential` is its name and public key as WebAuthn has them, in base64; `uses` the number of times that
    it says it was used.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    credential = models.CharField("khóa", max_length=2500)
    uses = models.BigIntegerField("số lần dùng", default=0)
    name = models.CharField("thiết bị", max_length=60)
    since = models.DateTimeField("thêm lúc")

    class Meta:
        verbose_name = "khóa bảo mật"
        verbose_name_plural = "khóa bảo mật"
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return self.name
