from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "bachdang.dashboard"
    verbose_name = "Tổng quan"
