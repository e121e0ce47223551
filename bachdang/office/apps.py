from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "bachdang.office"
    verbose_name = "Văn phòng"
