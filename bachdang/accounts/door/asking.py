"""How a request asks: the browser itself opens or sends a page, or a script of a page that stands open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

OVER = "Phiên làm việc đã hết. Xin đăng nhập lại."


def by_script(request: HttpRequest) -> bool:
    """HTMX and the scripts of static/js, which answer 401 with the sign-in box over the page."""
    return "HX-Request" in request.headers or "X-Requested-With" in request.headers


def session_over() -> HttpResponse:
    """For scripts: never a page to be led to, which they would put where their answer belongs."""
    return HttpResponse(OVER, status=401, headers={"Cache-Control": "no-store"})
