"""The forms of items: what their terms say, and those that a decision adds."""

from __future__ import annotations

from typing import Any

from django import forms

from bachdang.accounts.models import Unit
from bachdang.amendments.forms.ground import NO_SECRETS, STATES, GroundForm, lines
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from plans.models import Clause, ClauseKind, ItemKind, Plan, Recurrence, TermsState
from plans.terms.drafts import TermsDraft


class TermsForm(GroundForm):
    """What an item says: the six answers of its assignment, and its state."""

    state = forms.ChoiceField(label="Tình trạng", choices=STATES)
    title = FreeText(label="Tên việc", max_length=2000, widget=lines(), help_text=NO_SECRETS)
    product = FreeText(label="Kết quả, sản phẩm", max_length=2000, required=False, widget=lines())
    lead = forms.ModelChoiceField(
        label="Đơn vị chủ trì", queryset=Unit.objects.none(), required=False, empty_label="Chưa rõ một đơn vị"
    )
    cooperating = forms.ModelMultipleChoiceField(
        label="Đơn vị phối hợp",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_pk_value": "Chọn đơn vị trong danh sách.",
            "invalid_choice": "Chọn đơn vị trong danh sách.",
            "invalid_list": "Chọn đơn vị trong danh sách.",
        },
    )
    leader = FreeText(label="Lãnh đạo chịu trách nhiệm", max_length=200, required=False)
    decides = FreeText(label="Thẩm quyền quyết định", max_length=200, required=False)
    resources = FreeText(label="Nguồn lực", max_length=2000, required=False, widget=lines())
    recurrence = forms.ChoiceField(
        label="Chu kỳ", required=False, choices=[("", "Chưa nêu"), *Recurrence.choices]
    )
    starts = DayField(label="Bắt đầu", required=False)
    ends = DayField(label="Kết thúc", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(
        self, *args: Any, plan: Plan, kind: str, stored: TermsDraft | None = None, **kwargs: Any
    ) -> None:
        if stored is not None:
            initial = {**stored.stored, "lead": stored.lead, "cooperating": list(stored.cooperating)}
            kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, plan=plan, **kwargs)
        self.stored = stored
        self.fields["lead"].queryset = self.units  # type: ignore[attr-defined]
        self.fields["cooperating"].queryset = self.units  # type: ignore[attr-defined]
        if kind == ItemKind.PROJECT:
            self.fields["title"].label = "Tên dự án"
            self.fields["resources"].label = "Nguồn vốn"
        if kind == ItemKind.PROGRAMME:
            # The name of a programme is printed all over the document, which is never amended.
            del self.fields["title"]

    def wanted(self) -> TermsDraft:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        title = data["title"] if "title" in self.fields else self.stored.title if self.stored else ""
        return TermsDraft(
            title=title,
            product=data["product"],
            decides=data["decides"],
            resources=data["resources"],
            leader=data["leader"],
            starts=data["starts"],
            ends=data["ends"],
            recurrence=data["recurrence"],
            state=data.get("state", TermsState.ACTIVE.value),
            lead=data["lead"],
            cooperating=tuple(data["cooperating"]),
        )


class HeadingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.place}: {obj.text.strip()}"


class AddedItemForm(TermsForm):
    """A task or project that the document does not have."""

    heading = HeadingChoice(
        label="Xếp dưới mục", queryset=Clause.objects.none(), empty_label="Chọn mục của phụ lục"
    )
    reporter = forms.ModelChoiceField(
        label="Đơn vị báo cáo", queryset=Unit.objects.none(), required=False, empty_label="Chưa giao"
    )
    field_order = ("decision", "valid_from", "heading", "title", "product")

    def __init__(self, *args: Any, plan: Plan, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, kind=kind, **kwargs)
        del self.fields["state"], self.fields["seen"]
        headings = Clause.objects.filter(plan=plan, kind=ClauseKind.GROUP, children__item__kind=kind)
        self.fields["heading"].queryset = headings.distinct().order_by("order")  # type: ignore[attr-defined]
        self.fields["reporter"].queryset = self.units  # type: ignore[attr-defined]
