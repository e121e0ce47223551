"""Addresses of the review of a plan that was read from Word."""

from django.urls import path

from bachdang.wordplan.review import views

urlpatterns = [
    path("bat-dau/van-ban/", views.drafts, name="plan_drafts"),
    path("bat-dau/van-ban/<int:pk>/", views.draft, name="plan_draft"),
    path("bat-dau/van-ban/<int:pk>/phan/<int:number>/", views.chapter, name="draft_chapter"),
    path("bat-dau/van-ban/<int:pk>/chi-tieu/", views.promises, name="draft_promises"),
    path("bat-dau/van-ban/<int:pk>/don-vi/", views.units, name="draft_units"),
    path("bat-dau/van-ban/<int:pk>/ghi/", views.confirm, name="confirm_draft"),
    path("bat-dau/van-ban/<int:pk>/doc-lai/", views.compare, name="compare_draft"),
    path("bat-dau/van-ban/<int:pk>/xoa/", views.delete, name="delete_draft"),
]
