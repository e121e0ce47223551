from django.apps import AppConfig


class PlanFileConfig(AppConfig):
    name = "bachdang.planfile"
    verbose_name = "Tệp kế hoạch"
