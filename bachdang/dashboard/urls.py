"""Addresses of the overview and of chart data."""

from django.urls import path

from bachdang.dashboard import views
from bachdang.dashboard.timeline.views import timeline, timeline_chart

urlpatterns = [
    path("", views.overview, name="overview"),
    path("bat-dau/", views.start, name="start"),
    path("bieu-do/trang-thai/", views.status_chart, name="status_chart"),
    path("bieu-do/muc-tieu/<int:target>/", views.trajectory_chart, name="trajectory_chart"),
    path("bieu-do/thoi-gian/", timeline_chart, name="timeline_chart"),
    path("dong-thoi-gian/", timeline, name="timeline"),
]
