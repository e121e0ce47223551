"""What a form sent is done once: a reload, a double click, "back" and sending again lead to the first result.

A form that makes something carries a random token ({% once %}). Token, person, address and all that was typed
make one key; its row is written in the transaction of what the form does, so that both stand or neither, and
a second request waits for the first. Something else typed into the same form is something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from bachdang.accounts.models import SentForm, User
from bachdang.ui.templatetags.once import ONCE

KEPT = timedelta(days=30)
ALREADY = "Nội dung này đã được nhận ở lần gửi trước, không ghi thêm lần nữa."


def once_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Inside sessions, messages and the signed-in user; outside of everything that writes."""

    def answer(request: HttpRequest) -> HttpResponse:
        token = request.POST.get(ONCE, "") if request.method == "POST" else ""
        user = request.user
        if not token or not isinstance(user, User):
            return get_response(request)
        return _once(request, _key(request, user), user, get_response)

    return answer


@transaction.atomic
def _once(
    request: HttpRequest, key: str, user: User, get_response: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    sent, new = SentForm.objects.get_or_create(key=key, defaults={"user": user})
    if not new:
        messages.info(request, ALREADY)
        return HttpResponseRedirect(sent.result)
    response = get_response(request)
    if response.status_code >= 500:
        transaction.set_rollback(True)
    elif isinstance(response, HttpResponseRedirect):
        SentForm.objects.filter(pk=sent.pk).update(result=response.url)
        SentForm.objects.filter(user=user, at__lt=timezone.now() - KEPT).delete()
    else:
        # Refused, or shown at once: the same form may be sent again.
        sent.delete()
    return response


def _key(request: HttpRequest, user: User) -> str:
    parts = [str(user.pk), request.get_full_path(), *_typed(request)]
    # Half a surrogate pair is refused farther in, where the page can say so.
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _typed(request: HttpRequest) -> Iterator[str]:
    """Every field with its values, the token among them, and the content of every file."""
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            yield from (name, *request.POST.getlist(name))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            yield from (name, str(file.name), digest.hexdigest())
