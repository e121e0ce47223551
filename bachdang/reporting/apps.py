from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "bachdang.reporting"
    verbose_name = "Báo cáo"
