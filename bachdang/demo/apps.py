from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "bachdang.demo"
    verbose_name = "Số liệu minh họa"
