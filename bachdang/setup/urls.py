"""Addresses of setting a ward up."""

from django.urls import path

from bachdang.setup import views
from bachdang.setup.beginning.views import beginning

urlpatterns = [
    path("bat-dau/", beginning, name="beginning"),
    path("bat-dau/so/", views.book, name="setup_book"),
    path("bat-dau/so/tai-ve/", views.book_file, name="setup_book_file"),
    path("bat-dau/so/danh-dau/", views.marked_book, name="setup_book_marked"),
]
