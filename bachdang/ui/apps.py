from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bachdang.ui"
    verbose_name = "Giao diện"
