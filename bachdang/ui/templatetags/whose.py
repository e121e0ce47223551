"""`{% csrf_token %}` also says for whom the form was drawn, so that it is never offered to somebody else.

Takes the place of Django's own tag in every template (settings); bachdang.accounts.door.kept_forms reads it.
"""

from __future__ import annotations

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

register = template.Library()

WHOSE = "whose"


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """Django's hidden token, and the person's key."""
    token = conditional_escape(CsrfTokenNode().render(context))
    user = context.get("user")
    if not token or user is None or not user.is_authenticated:
        return token
    return format_html('{}<input type="hidden" name="{}" value="{}">', token, WHOSE, user.pk)
