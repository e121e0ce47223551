"""Addresses of the pages about the site itself."""

from django.urls import path

from bachdang.guide import design, helping

urlpatterns = [
    path("he-thong/giao-dien/", design.design, name="design"),
    path("he-thong/giao-dien/bieu-do/", design.sample_chart, name="sample_chart"),
    path("tro-giup/", helping.contents, name="help"),
    path("tro-giup/cua-toi/", helping.mine, name="own_help"),
    path("tro-giup/cach-tinh/", helping.rules, name="help_rules"),
    path("tro-giup/<slug:slug>/", helping.manual, name="manual"),
]
