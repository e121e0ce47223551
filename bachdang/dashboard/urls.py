"""Addresses of the overview and of chart data."""

from django.urls import path

from bachdang.dashboard import chart_views, views
from bachdang.dashboard.timeline.views import timeline, timeline_chart

urlpatterns = [
    path("", views.overview, name="overview"),
    path("trang-dau/", views.start, name="start"),
    path("bieu-do/trang-thai/<str:group>/", chart_views.status_chart, name="status_chart"),
    path("bieu-do/muc-tieu/<int:target>/", chart_views.trajectory_chart, name="trajectory_chart"),
    path("bieu-do/con-phai-lam/<int:target>/", chart_views.needed_chart, name="needed_chart"),
    path("bieu-do/dung-han/", chart_views.timeliness_chart, name="timeliness_chart"),
    path("bieu-do/6-ro/", chart_views.clarity_chart, name="clarity_chart"),
    path("bieu-do/giai-ngan/", chart_views.MoneyChart.as_view(), name="money_chart"),
    path("bieu-do/giai-ngan/<str:code>/", chart_views.project_money_chart, name="project_money_chart"),
    path("bieu-do/thoi-gian/", timeline_chart, name="timeline_chart"),
    path("dong-thoi-gian/", timeline, name="timeline"),
]
