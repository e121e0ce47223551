"""WSGI entry point for gunicorn."""

import os

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bachdang.settings")
os.environ.setdefault("SERVING", "1")
application = get_wsgi_application()
if getattr(staticfiles_storage, "hashed_files", None) == {}:
    raise ImproperlyConfigured(
        "Chưa có tệp giao diện: chạy manage.py collectstatic --no-input rồi khởi động lại."
    )
