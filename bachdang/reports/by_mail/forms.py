"""Ngày gửi, người nhận: one pair of boxes for each kind of letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from bachdang.accounts.models import User
from bachdang.reports.by_mail.choosing import Sending, readers_of
from plans.models import MailingKind, Plan
from plans.models.mailings import SENDING_DAYS


class MailingsForm(forms.Form):
    """Both empty: the letter is not sent."""

    def __init__(self, *args: Any, plan: Plan, chosen: Mapping[MailingKind, Sending], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = list(readers_of(plan.locality_id).select_related("unit"))
        people = User.objects.filter(pk__in=[one.pk for one in self.readers if one.email]).order_by(
            "name_key"
        )
        for kind in MailingKind:
            self.fields[f"{kind}_days"] = forms.TypedMultipleChoiceField(
                label=f"Ngày gửi {kind.label}", choices=list(SENDING_DAYS.items()), coerce=int,
                required=False, widget=forms.CheckboxSelectMultiple, initial=list(chosen[kind].days),
            )  # fmt: skip
            field = forms.ModelMultipleChoiceField(
                label=f"Người nhận {kind.label}", queryset=people.select_related("unit"), required=False,
                widget=forms.CheckboxSelectMultiple, initial=[one.pk for one in chosen[kind].people],
            )  # fmt: skip
            field.label_from_instance = _named  # type: ignore[assignment,method-assign]
            self.fields[f"{kind}_people"] = field

    @property
    def without_address(self) -> list[str]:
        """Those who cannot be chosen, since their accounts have no e-mail address."""
        return [_named(one) for one in self.readers if not one.email]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for kind in MailingKind:
            days, people = data.get(f"{kind}_days"), data.get(f"{kind}_people")
            if days and people is not None and not people:
                self.add_error(f"{kind}_people", self._nobody)
            if people and days is not None and not days:
                self.add_error(f"{kind}_days", "Chọn ngày gửi, hoặc bỏ chọn người nhận.")
        return data

    @property
    def _nobody(self) -> str:
        if any(one.email for one in self.readers):
            return "Chọn người nhận, hoặc bỏ chọn ngày gửi."
        return "Chưa ai có thư điện tử để nhận. Bỏ chọn ngày gửi."

    @property
    def sendings(self) -> dict[MailingKind, Sending]:
        data = self.cleaned_data
        return {kind: Sending(data[f"{kind}_days"], list(data[f"{kind}_people"])) for kind in MailingKind}


def _named(person: User) -> str:
    return f"{person} ({person.unit})"
