"""The form that fills in what an assignment leaves blank: just the fields behind one axis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from bachdang.accounts.models import Unit, User
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from plans.models import Question, Recurrence, Terms
from plans.six_clear import FIELDS, is_generic, key_is_open, label_of
from plans.terms.blanks import in_words, seen_token, value_of

Units = Mapping[int, Unit]
NO_STATE_SECRETS = "Không nhập bí mật nhà nước."
DAY = "Ngày/tháng/năm, ví dụ 30/9/2026"


class FillForm(forms.Form):
    """`names`: the fields of the axis that may be filled in here. A blank one that was filled is asked back.

    `questions`: open questions about the item, which the answer may settle (the Party office only).
    `units`: to choose from; who has many forms has read them.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        versions: Sequence[Terms],
        names: Sequence[str],
        questions: Sequence[Question] = (),
        units: Units | None = None,
        **kwargs: Any,
    ) -> None:
        self.terms, self.names, self.questions = terms, names, questions
        self.keys = [key for name in names for key in _keys(terms, name)]
        kwargs["initial"] = {"seen": seen_token(versions, self.keys)}
        super().__init__(*args, **kwargs)
        self.asks = False
        if units is None and {"lead", "cooperating"} & {*self.keys}:
            units = units_named(terms.item.plan.locality_id)
        for key in self.keys:
            self.fields |= _FIELDS[key](terms, units or {})
        self._add_extras()

    def _add_extras(self) -> None:
        if "lead" in self.keys and self.terms.item.reporter_id is None:
            self.fields["reports"] = forms.BooleanField(
                label="Giao luôn đơn vị chủ trì báo cáo việc này", required=False, initial=True
            )
        if self.questions:
            settled = [one.pk for one in self.questions if one.about in self.keys]
            self.fields["settles"] = forms.MultipleChoiceField(
                label="Nội dung điền trả lời luôn điểm cần làm rõ",
                required=False,
                choices=[(one.pk, one.text) for one in self.questions],
                initial=settled,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["confirmed"] = forms.BooleanField(label="Đúng, bỏ trống lại", required=False)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The visible boxes; the confirmation once something is to be taken back."""
        return [one for one in self.visible_fields() if one.name != "confirmed" or self.asks]

    def values(self) -> dict[str, Any]:
        """What was typed, by key as plans.terms.filling takes it."""
        return {key: self._value(key) for key in self.keys}

    def _value(self, key: str) -> Any:
        data = self.cleaned_data
        if key == "milestone":
            title, due = data.get("milestone_title"), data.get("milestone_due")
            return (title, due) if title and due else None
        if key == "cooperating":
            return list(data.get(key) or [])
        if key in ("starts", "ends") and data.get("recurrence") in (Recurrence.YEARLY, Recurrence.CONTINUOUS):
            return None
        return data.get(key)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._check_dates(data)
        self._check_milestone(data)
        if self.errors:
            return data
        blank = [name for name in self.names if self._is_blank(name)]
        emptied = [name for name in blank if self._was_filled(name)]
        if emptied and not data.get("confirmed"):
            self.asks = True
            said = "; ".join(f"{label_of(name)}: “{FIELDS[name].text(self.terms)}”" for name in emptied)
            self.add_error("confirmed", f"Sẽ bỏ trống lại {said}. Đánh dấu vào ô xác nhận rồi lưu.")
        elif blank == list(self.names) and not emptied:
            self.add_error(None, "Chưa điền nội dung nào.")
        return data

    def _check_dates(self, data: dict[str, Any]) -> None:
        wanted = data.get("recurrence") if "recurrence" in self.keys else Recurrence.ONCE
        given = {key: data.get(key) for key in ("starts", "ends") if key in self.keys}
        if (wanted == Recurrence.ONCE and any(given.values())) or data.get("recurrence") == Recurrence.ONCE:
            for key, value in given.items():
                if value is None and key not in self.errors:
                    self.add_error(key, "Ghi cả ngày bắt đầu và ngày kết thúc.")
        elif not wanted and any(given.values()):
            self.add_error("recurrence", "Chọn cách tính thời gian.")

    def _check_milestone(self, data: dict[str, Any]) -> None:
        title, due = data.get("milestone_title"), data.get("milestone_due")
        if bool(title) != bool(due) and not self.errors:
            name, what = ("milestone_due", "thời hạn") if title else ("milestone_title", "nội dung")
            self.add_error(name, f"Ghi thêm {what} của mốc.")

    def _is_blank(self, name: str) -> bool:
        return all(in_words(key, self._value(key)) is None for key in _keys(self.terms, name))

    def _was_filled(self, name: str) -> bool:
        return any(in_words(key, value_of(self.terms, key)) for key in _keys(self.terms, name))


def _keys(terms: Terms, name: str) -> list[str]:
    """The stored parts of a field that may be filled in here."""
    if name == "contact":
        return ["contact"] if terms.item.reporter_id else []
    return [key for key in FIELDS[name].keys if key_is_open(terms, key)]


Built = dict[str, forms.Field]
Build = Callable[[Terms, Units], Built]


def units_named(locality: int) -> Units:
    """Units of the ward with a name of their own, by primary key, in the order of their names."""
    rows = Unit.objects.filter(locality=locality).by_name()
    return {one.pk: one for one in rows if not is_generic(one.name)}


def _lead(terms: Terms, units: Units) -> Built:
    lead = value_of(terms, "lead")
    return {
        "lead": forms.TypedChoiceField(
            label="Đơn vị chủ trì",
            choices=[("", "Chọn một đơn vị"), *((one.pk, str(one)) for one in units.values())],
            coerce=lambda pk: units[int(pk)],
            empty_value=None,
            required=False,
            initial=lead.pk if lead else None,
            help_text="Đúng một đơn vị; các đơn vị khác ghi ở phần phối hợp.",
        )
    }


def _contact(terms: Terms, units: Units) -> Built:
    people = User.objects.filter(unit=terms.item.reporter_id, is_active=True).order_by("name_key", "pk")
    field = forms.ModelChoiceField(
        label="Cán bộ đầu mối",
        queryset=people,
        required=False,
        initial=terms.item.contact_id,
        help_text=f"Người của {terms.item.reporter}; việc sẽ hiện đầu trang Việc của tôi của người này.",
    )
    titled = [(one.pk, f"{one.full_name}{f' ({one.title})' if one.title else ''}") for one in people]
    field.choices = [("", "Chọn một người"), *titled]
    return {"contact": field}


def _cooperating(terms: Terms, units: Units) -> Built:
    lead = value_of(terms, "lead")
    return {
        "cooperating": forms.TypedMultipleChoiceField(
            label="Đơn vị phối hợp",
            choices=[(one.pk, str(one)) for one in units.values() if one != lead],
            coerce=lambda pk: units[int(pk)],
            empty_value=[],
            required=False,
            initial=[one.pk for one in value_of(terms, "cooperating")],
            widget=forms.CheckboxSelectMultiple,
            help_text="Chọn đích danh; “các đơn vị liên quan”, “các phòng chuyên môn” chưa phải là rõ.",
        )
    }


def _text(key: str, label: str, help_text: str, length: int | None = 200) -> Build:
    def build(terms: Terms, units: Units) -> Built:
        widget = forms.TextInput() if length else forms.Textarea(attrs={"rows": 3})
        return {
            key: FreeText(
                label=label,
                required=False,
                max_length=length or 2000,
                widget=widget,
                initial=value_of(terms, key),
                help_text=f"{help_text} {NO_STATE_SECRETS}",
            )
        }

    return build


def _recurrence(terms: Terms, units: Units) -> Built:
    choices = [
        (Recurrence.ONCE, "Từ ngày … đến ngày …"),
        (Recurrence.YEARLY, "Hằng năm"),
        (Recurrence.CONTINUOUS, "Thường xuyên"),
    ]
    return {
        "recurrence": forms.ChoiceField(
            label="Thời gian thực hiện",
            choices=choices,
            required=False,
            initial=terms.recurrence,
            widget=forms.RadioSelect,
        )
    }


def _day(key: str, label: str) -> Build:
    return lambda terms, units: {
        key: DayField(label=label, required=False, initial=getattr(terms, key), help_text=DAY)
    }


def _milestone(terms: Terms, units: Units) -> Built:
    title, due = value_of(terms, "milestone") or ("", None)
    return {
        "milestone_title": FreeText(
            label="Mốc tới của dự án",
            required=False,
            max_length=300,
            initial=title,
            help_text="Ví dụ: Phê duyệt chủ trương đầu tư",
        ),
        "milestone_due": DayField(label="Thời hạn của mốc", required=False, initial=due, help_text=DAY),
    }


_FIELDS: dict[str, Build] = {
    "lead": _lead,
    "contact": _contact,
    "product": _text("product", "Kết quả, sản phẩm phải có", "Văn bản, công trình, kết quả cụ thể.", None),
    "decides": _text("decides", "Cấp quyết định", "Cơ quan hoặc chức vụ quyết định việc này."),
    "resources": _text("resources", "Nguồn lực", "Nguồn kinh phí; số tiền nếu đã có.", None),
    "leader": _text("leader", "Lãnh đạo chịu trách nhiệm", "Họ tên, chức vụ."),
    "cooperating": _cooperating,
    "recurrence": _recurrence,
    "starts": _day("starts", "Ngày bắt đầu"),
    "ends": _day("ends", "Ngày kết thúc"),
    "milestone": _milestone,
}
