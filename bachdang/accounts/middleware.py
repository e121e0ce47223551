"""Who signs in with a temporary password changes it before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

# Addresses open meanwhile.
OPEN = ("password_change", "logout")


class ChangePasswordFirst:
    """Leads every request of such a person to the form; nothing is shown or written before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        waits = user.is_authenticated and user.must_change_password
        if waits and request.path_info not in {reverse(name) for name in OPEN}:
            return redirect("password_change")
        return self.get_response(request)
