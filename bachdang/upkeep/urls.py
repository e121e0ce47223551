"""For the machines that watch the site, and the administrator."""

from django.urls import path

from bachdang.upkeep import views

urlpatterns = [
    path("song/", views.alive, name="alive"),
    path("san-sang/", views.ready, name="ready"),
    path("tinh-trang/", views.show_condition, name="condition"),
]
