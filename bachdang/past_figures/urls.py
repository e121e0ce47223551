"""Addresses of the figures of the past."""

from django.urls import path

from bachdang.past_figures import views

urlpatterns = [
    path("so-lieu-qua-khu/", views.past_figures, name="past_figures"),
    path("so-lieu-qua-khu/mau/", views.past_figures_file, name="past_figures_file"),
    path("so-lieu-qua-khu/kiem-tra/", views.past_figures_check, name="past_figures_check"),
]
