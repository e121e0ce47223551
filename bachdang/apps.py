from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site itself: template tags and static assets, no tables."""

    name = "bachdang"
    label = "bachdang"
    verbose_name = "Bạch Đằng"
