from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "bachdang.upkeep"
    verbose_name = "Vận hành"
