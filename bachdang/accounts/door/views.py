"""Signing in, as a page and as a box over a page; how long the session lasts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, RedirectURLMixin, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_http_methods

from bachdang.accounts.door import comings
from bachdang.accounts.door.asking import by_script
from bachdang.accounts.door.factor.keeping import factor_of
from bachdang.accounts.door.factor.passkeys import ask_known
from bachdang.accounts.door.half_way import FIELD as HALF_WAY
from bachdang.accounts.door.half_way import half_way, user_half_way
from bachdang.accounts.door.kept_forms import FIELD, ask_to_sign_in, form_kept_for, offer
from bachdang.accounts.door.locks import wrong_ones
from bachdang.accounts.door.middleware import first_of_all
from bachdang.accounts.door.sessions import HAS_IT, SessionStore
from bachdang.accounts.door.sign_in import LONGEST_NAME, SignInForm
from bachdang.accounts.models import User

LONGEST_ANSWER = 20_000
BOX = "accounts/sign_in_box.html"
BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"  # noqa: S105


def state_of(request: HttpRequest) -> JsonResponse:
    """Who is signed in and for how long: what static/js/session.js goes by."""
    user, session = request.user, request.session
    answer = {
        "person": user.get_username(),
        "left": session.seconds_left if isinstance(session, SessionStore) else 0,
        "slides": isinstance(session, SessionStore) and session.can_slide,
        "change": first_of_all(request),
        "token": get_token(request),
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_state(request: HttpRequest) -> HttpResponse:
    """GET asks only; POST is a person who goes on working (accounts/door/middleware.py)."""
    if request.method == "POST" and isinstance(request.session, SessionStore):
        request.session.slide()
    return state_of(request)


class Door(RedirectURLMixin):
    """What follows once a person is known, and where it leads."""

    request: HttpRequest

    def get_default_redirect_url(self) -> str:
        return reverse("start")

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """The front page is no wish: each role begins where its work is."""
        wish: str = super().get_redirect_url()
        return "" if wish == "/" else wish

    def enter(self, user: User, *, wrong: int = 0, by: str = "", has_it: bool = False) -> HttpResponse:
        """Begin the session. `by`: what opened, for the history; `has_it`: the second factor among it."""
        if self.request.user.is_authenticated:
            self.request.session.cycle_key()  # signing in anew begins a new longest time
        login(self.request, user, backend=BY_PASSWORD)
        if has_it:
            self.request.session[HAS_IT] = True
        comings.came_in(self.request, user, wrong=wrong, by=by)
        return state_of(self.request) if by_script(self.request) else self.go_on(user)

    def go_on(self, user: User) -> HttpResponse:
        """To what was typed before signing in, where it was this person; else to where one was going."""
        form = form_kept_for(user, self.request.POST.get(FIELD, ""))
        if form is not None:
            return offer(self.request, form)
        return redirect(self.get_success_url())

    def ask_code(self, user: User, *, wrong: bool = False) -> HttpResponse:
        script = by_script(self.request)
        context = {
            "half_way": half_way(user),
            "wrong": wrong,
            "kept": self.request.POST.get(FIELD, ""),
            "next": self.get_redirect_url(),
            "options": ask_known(self.request, user),
        }
        context["fields"] = [(name, context[name]) for name in ("half_way", "kept", "next")]
        page = "accounts/second_step_box.html" if script else "registration/second_step.html"
        return render(self.request, page, context, status=422 if script and wrong else 200)


@method_decorator(login_not_required, name="dispatch")
class SignIn(Door, LoginView):
    """A script that posts gets the state of the session, or its box again with what was wrong."""

    authentication_form = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, User) and not by_script(request):
            return self.go_on(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return [BOX] if by_script(self.request) else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kept=self.request.POST.get(FIELD, ""), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What came to nothing is told in the history; a name that is too long is nobody's."""
        self.name = request.POST.get("username", "")[:LONGEST_NAME]
        self.wrong = wrong_ones(request, self.name)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        return self.ask_code(user) if factor_of(user) else self.enter(user, wrong=self.wrong)

    def form_invalid(self, form: Any) -> HttpResponse:
        comings.refused(self.request, self.name, before=self.wrong)
        status = 422 if by_script(self.request) else 200
        return self.render_to_response(self.get_context_data(form=form), status=status)


@method_decorator(login_not_required, name="dispatch")
class SecondStep(Door, View):
    """The code, of somebody whose password was right."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("login")

    def post(self, request: HttpRequest) -> HttpResponse:
        user = user_half_way(request.POST.get(HALF_WAY, ""))
        if user is None:
            box = {"form": SignInForm(request)}
            return render(request, BOX, box, status=422) if by_script(request) else ask_again(request)
        wrong = wrong_ones(request, user.username)
        by_key = request.POST.get("passkey", "")[:LONGEST_ANSWER]
        given = {"passkey": by_key} if by_key else {"code": request.POST.get("code", "")[:40]}
        found = authenticate(request, username=user.username, **given)
        if isinstance(found, User):
            return self.enter(found, wrong=wrong, by=found.proven_by, has_it=True)
        comings.refused(request, user.username, before=wrong)
        return self.ask_code(user, wrong=True)


def ask_again(request: HttpRequest) -> HttpResponse:
    """From the password on: the page of the code stood open for too long."""
    return ask_to_sign_in(request, stale=True)


class SignOut(LogoutView):
    """A POST; told in the history."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            comings.went(request, request.user)
        return super().post(request, *args, **kwargs)


@login_not_required
def staff_door(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """The administration has no door of its own: the site's, or no entry."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied("Vai trò của bạn không vào được trang quản trị danh mục.")
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


def own_password(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """Of the administration: the site's page."""
    return redirect("password_change")
