"""Forms that know which state they showed, so that nobody's change is written over unseen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bachdang.accounts.overtaken import StaleForm


class MarkedForm(forms.Form):
    """`seen`: the mark of what is shown (overtaken.mark_of), given when the form is made and sent with it.

    What is new has no mark yet; a form of what is there that is sent without one is refused.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def __init__(self, *args: Any, seen: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {**(kwargs.get("initial") or {}), "seen": seen}
        super().__init__(*args, **kwargs)

    def clean_seen(self) -> str:
        seen: str = self.cleaned_data["seen"]
        if self.initial["seen"] and not seen:
            raise ValidationError("Trang này thiếu dấu của nội dung đã hiện. Tải lại trang rồi nhập lại.")
        return seen if self.initial["seen"] else ""


def refuse(form: forms.Form, error: ValidationError) -> int:
    """Tell in a form with `seen` why an action refused what was typed; the status of the answer.

    Told of somebody else's change, the form may be sent again: it has seen that.
    """
    form.add_error(None, error)
    if not isinstance(error, StaleForm):
        return 422
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data[form.add_prefix("seen")] = form.initial["seen"]  # type: ignore[index]
    return 409
