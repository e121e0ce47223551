from django.apps import AppConfig


class PastFiguresConfig(AppConfig):
    name = "bachdang.past_figures"
    verbose_name = "Số liệu quá khứ"
