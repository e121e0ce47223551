from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "bachdang.guide"
    verbose_name = "Trợ giúp"
