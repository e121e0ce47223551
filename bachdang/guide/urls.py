"""Addresses of the pages about the site itself."""

from django.urls import path

from bachdang.guide import design

urlpatterns = [
    path("he-thong/giao-dien/", design.design, name="design"),
    path("he-thong/giao-dien/bieu-do/", design.sample_chart, name="sample_chart"),
]
