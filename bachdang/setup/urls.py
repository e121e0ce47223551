"""Addresses of setting a ward up."""

from django.urls import path

from bachdang.setup import views
from bachdang.setup.beginning.plans import archive_plan, choose_plan
from bachdang.setup.beginning.views import beginning
from bachdang.setup.beginning.ward import edit_ward
from bachdang.setup.grid.views import grid

urlpatterns = [
    path("bat-dau/", beginning, name="beginning"),
    path("bat-dau/dia-phuong/", edit_ward, name="edit_ward"),
    path("bat-dau/ke-hoach/", choose_plan, name="choose_plan"),
    path("bat-dau/bang/<slug:sheet>/", grid, name="setup_grid"),
    path("bat-dau/ke-hoach/<str:code>/cat/", archive_plan, name="archive_plan"),
    path("bat-dau/so/", views.book, name="setup_book"),
    path("bat-dau/so/tai-ve/", views.book_file, name="setup_book_file"),
    path("bat-dau/so/danh-dau/", views.marked_book, name="setup_book_marked"),
]
