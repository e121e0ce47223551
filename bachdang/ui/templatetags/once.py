"""`{% once %}` behind `{% csrf_token %}`: what this form sends is done once, however often it arrives.

Known to every template (settings); bachdang.accounts.once does the rest.
"""

from __future__ import annotations

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

ONCE = "once"


@register.simple_tag
def once() -> SafeString:
    """A hidden field that names this very form."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, secrets.token_urlsafe(12))
