"""A page with nothing on it but what every page has: the measure of all others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bachdang.urls import urlpatterns as site

BARE = "/trang-trong/"


def bare(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


urlpatterns = [path(BARE.strip("/") + "/", bare), *site]
