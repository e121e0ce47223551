"""The field of every free text on the site: what nobody sees is dropped, old code pages are asked about.

Text pasted from a document with an old font is shown in Unicode under the box; the same form sent again
turns it, or keeps it if that was chosen.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bachdang.vietnamese.legacy_text import code_page_of, to_unicode
from bachdang.vietnamese.limits import TOLD, group_numbers
from bachdang.vietnamese.text import visible

_SUFFIX: Final = "-unicode"


def kept_as_typed(name: str) -> dict[str, str]:
    """What a form is sent so that the text of this field is not asked about."""
    return {f"{name}{_SUFFIX}": "no"}


class _Kept(str):
    """A text whose typist wants it as it is."""

    __slots__ = ()


class FreeText(forms.CharField):
    """Words in Vietnamese. Text of before Unicode is refused (code "code_page") until it is answered."""

    default_error_messages: ClassVar[dict[str, Any]] = {"max_length": TOLD["max_length"]}

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise group_numbers(error) from error

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        page = None if isinstance(value, _Kept) else code_page_of(cleaned)
        if page is not None:
            raise ValidationError(
                f"Chữ gõ bằng bảng mã {page.name}, không phải Unicode. Chọn ở dưới ô rồi gửi lại.",
                code="code_page",
            )
        return cleaned

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        if not text:
            return text if self.empty_value is None else self.empty_value
        # A zero character is refused by name; a soft hyphen is a letter of TCVN3.
        return text if "\x00" in text or code_page_of(text) is not None else visible(text)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return _AskedField(form, self, field_name)


class _AskedField(BoundField):
    """A box with the question under it."""

    @property
    def data(self) -> Any:
        typed = super().data
        if not isinstance(typed, str):
            return typed
        answer = self.form.data.get(f"{self.html_name}{_SUFFIX}", "")
        if not answer:
            # What stands already was asked about when it was typed.
            return _Kept(typed) if typed and typed == self.initial else typed
        page = code_page_of(typed) if answer == "yes" else None
        return to_unicode(typed, page) if page is not None else _Kept(typed)

    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:
        box = super().as_widget(*args, **kwargs)
        return format_html("{}{}", box, self._question()) if self.form.is_bound else box

    def _question(self) -> str:
        typed = self.data
        page = code_page_of(typed) if isinstance(typed, str) and not isinstance(typed, _Kept) else None
        if page is None:
            return ""
        context = {
            "name": f"{self.html_name}{_SUFFIX}",
            "id": f"{self.auto_id}{_SUFFIX}",
            "form": self.field.widget.attrs.get("form", ""),
            "page": page,
            "text": to_unicode(typed, page),
        }
        return render_to_string("forms/code_page.html", context)
