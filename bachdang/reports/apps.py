from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "bachdang.reports"
    verbose_name = "Báo cáo"
