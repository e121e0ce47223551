"""Before any view: signed in, and what has to be done first; each request moves the session's end on."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bachdang.accounts.door.asking import by_script, session_over
from bachdang.accounts.door.factor.keeping import factor_of, must_have
from bachdang.accounts.door.kept_forms import ask_to_sign_in, kept_form
from bachdang.accounts.door.sessions import HAS_IT, SessionStore
from bachdang.accounts.models import User

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# Addresses open meanwhile.
OPEN = ("password_change", "logout", "session", "login", "second_step")


class SignInFirst(LoginRequiredMiddleware):
    """A script is told; a form that was sent is kept over the sign-in; a page is come back to."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if by_script(request):
            return session_over()
        if request.method == "POST":
            kept = kept_form(request)
            return ask_to_sign_in(request, kept) if kept else redirect_to_login("")
        return super().handle_no_permission(request, view_func)


def slide_session(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: work prolongs the session; a script that only asks how long it lasts does not."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = request.session
        asks = request.method == "GET" and request.path_info == reverse("session")
        # After a failure, perhaps of the database, nobody is looked up once more.
        if (
            response.status_code < 500
            and not asks
            and request.user.is_authenticated
            and isinstance(session, SessionStore)
        ):
            session.slide()
        return response

    return answer


def keep_private(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: no browser keeps the pages of somebody signed in, and no page asks for camera or place.

    Answers that say themselves how they may be kept (files, charts of a locked quarter) are left alone.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        says_itself = response.has_header("Cache-Control") or response.has_header("ETag")
        if response.status_code < 500 and not says_itself and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    return answer


def first_of_all(request: HttpRequest) -> str:
    """The address of what has to be done before anything else: a password of one's own, a second factor."""
    user = request.user
    if not isinstance(user, User):
        return ""
    if user.must_change_password:
        return reverse("password_change")
    if must_have(user) and HAS_IT not in request.session:
        if factor_of(user) is None:
            return reverse("second_factor")
        request.session[HAS_IT] = True
    return ""


class FirstThingsFirst:
    """Leads every request to what has to be done first; nothing else is shown or written before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = first_of_all(request)
        if first and request.path_info not in {first, *(reverse(name) for name in OPEN)}:
            return session_over() if by_script(request) else redirect(first)
        return self.get_response(request)
