"""WSGI entry point for gunicorn."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from bachdang.frames import in_one_piece

YOUNG = 50_000
"""About as many objects as a page makes: after the usual 700 they are looked at while still needed."""


def settle() -> None:
    """Load every page, then let the collector of garbage look only at what is made from now on.

    What is loaded stays as long as the program does (some 200,000 objects), and looking through it took a
    sixth of the time of a page.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bachdang.settings")
os.environ.setdefault("SERVING", "1")
application = in_one_piece(get_wsgi_application())
if getattr(staticfiles_storage, "hashed_files", None) == {}:
    raise ImproperlyConfigured(
        "Chưa có tệp giao diện: chạy manage.py collectstatic --no-input rồi khởi động lại."
    )
settle()
