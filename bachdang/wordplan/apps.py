from django.apps import AppConfig


class WordPlanConfig(AppConfig):
    name = "bachdang.wordplan"
    verbose_name = "Kế hoạch từ tệp Word"
