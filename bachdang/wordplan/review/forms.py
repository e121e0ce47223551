"""Forms of the review: lines of a chapter, promises of a page, units not found, the plan's head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from bachdang.ui.uploads import TableField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.numbers import NumberError, parse_number
from bachdang.wordplan.drafting.assignments import FIELD, GROUP
from bachdang.wordplan.lines import UNREAD, Line, Reading
from bachdang.wordplan.promises import LONGEST_NAME, Promise
from bachdang.wordplan.reading.opening import MOST_BYTES
from bachdang.wordplan.review.chapters import SEEN, Chapter, is_open, parents
from indicators.rules import VALUED_KINDS, Direction, Operator, TargetKind
from plans.models import ClauseKind
from projects.choices import ProjectField, ProjectGroup

KINDS: Final = [*ClauseKind.choices, (UNREAD, "Không đọc (bỏ ngoài kế hoạch)")]
NEW_UNIT: Final = ""
_FIELDS: Final = [("", "Theo tài liệu"), *ProjectField.choices]
_GROUPS: Final = [("", "Theo tài liệu"), *ProjectGroup.choices]


class WordField(TableField):
    """A Word document, or annexes as a workbook."""

    most_bytes = MOST_BYTES
    default_error_messages = {
        "too_large": "Tệp lớn hơn 20 MB. Bỏ bớt hình ảnh rồi lưu lại.",
        "required": "Chọn tệp .docx của kế hoạch.",
        "empty": "Tệp rỗng. Chọn tệp khác.",
    }


class DocumentForm(forms.Form):
    file = WordField(
        label="Văn bản kế hoạch",
        help_text="Tệp .docx của kế hoạch, hoặc riêng phụ lục (.docx, .xlsx); không quá 20 MB. "
        "Không nhập bí mật nhà nước.",
    )


class FrameForm(forms.Form):
    """What the plan is called and when it runs; empty boxes are as the document says."""

    code = forms.SlugField(
        label="Mã kế hoạch", max_length=60, required=False, help_text="Chữ không dấu, số, gạch nối"
    )
    title = FreeText(
        label="Tên kế hoạch", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    issuer = FreeText(label="Cơ quan ban hành", max_length=200, required=False)
    source_programme = FreeText(label="Văn bản gốc", max_length=1000, required=False)
    first_year = forms.IntegerField(label="Từ năm", min_value=2020, max_value=2100, required=False)
    last_year = forms.IntegerField(label="Đến năm", min_value=2020, max_value=2100, required=False)

    def frame(self) -> dict[str, Any]:
        return {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}


class LinesForm(forms.Form):
    """Kind and parent of each line of a chapter; `rows` pairs a line with its boxes."""

    def __init__(self, chapter: Chapter, reading: Reading, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.chapter, self.lines = chapter, chapter.lines
        above = parents(chapter, reading)
        for line in self.lines:
            choices = [
                ("0", "Không thuộc mục nào"),
                *((str(number), name) for number, name in above[line.number]),
            ]
            self._add(line, "kind", KINDS, line.kind, "Loại")
            self._add(line, "parent", choices, str(line.parent), "Thuộc")
            if line.kind == ClauseKind.PROJECT:
                self._add(line, GROUP, _GROUPS, line.choices.get(GROUP, ""), "Nhóm dự án")
                self._add(line, FIELD, _FIELDS, line.choices.get(FIELD, ""), "Lĩnh vực")
            if is_open(line) or SEEN in line.choices:
                self.fields[f"{SEEN}-{line.number}"] = forms.BooleanField(
                    label="Đã xem, đúng", required=False, initial=SEEN in line.choices
                )

    def _add(self, line: Line, name: str, choices: list[tuple[str, str]], initial: str, label: str) -> None:
        self.fields[f"{name}-{line.number}"] = forms.ChoiceField(
            label=label, choices=choices, initial=initial, required=name in ("kind", "parent")
        )

    @property
    def rows(self) -> list[tuple[Line, list[forms.BoundField]]]:
        names = ("kind", "parent", GROUP, FIELD, SEEN)
        return [
            (
                line,
                [self[f"{name}-{line.number}"] for name in names if f"{name}-{line.number}" in self.fields],
            )
            for line in self.lines
        ]

    def changes(self) -> dict[int, dict[str, Any]]:
        """What is to be kept of each line."""
        found = {}
        for line in self.lines:
            kept = {
                name: value
                for name in (GROUP, FIELD)
                if (value := self.cleaned_data.get(f"{name}-{line.number}", ""))
            }
            if self.cleaned_data.get(f"{SEEN}-{line.number}"):
                kept[SEEN] = "1"
            found[line.number] = {
                "kind": self.cleaned_data[f"kind-{line.number}"],
                "parent": int(self.cleaned_data[f"parent-{line.number}"]),
                "choices": kept,
            }
        return found


class PromiseForm(forms.Form):
    """One proposed indicator: taken, changed or dropped."""

    accepted = forms.BooleanField(label="Nhận", required=False)
    name = FreeText(label="Chỉ tiêu", max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label="Loại mục tiêu", choices=TargetKind.choices)
    operator = forms.ChoiceField(label="So sánh", choices=[("", "–"), *Operator.choices], required=False)
    value = FreeText(label="Giá trị", max_length=40, required=False)
    measure = FreeText(label="Đơn vị tính", max_length=60)
    direction = forms.ChoiceField(label="Chiều tốt", choices=Direction.choices)
    year = forms.IntegerField(label="Đến năm", min_value=2020, max_value=2100)

    def __init__(self, promise: Promise, at: int, data: QueryDict | None = None) -> None:
        given = {name: getattr(promise, name) for name in self.base_fields}
        given["value"] = promise.value.replace(".", ",")
        super().__init__(data, prefix=str(at), initial=given)
        self.promise, self.at = promise, at

    def clean_value(self) -> str:
        typed = self.cleaned_data["value"].strip()
        if not typed:
            return ""
        try:
            return format(parse_number(typed), "f")
        except NumberError as error:
            raise ValidationError(error.message_vi) from error

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("kind") in VALUED_KINDS and given.get("accepted"):
            for name in ("operator", "value"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "Loại mục tiêu này cần phép so sánh và giá trị.")
        elif given.get("kind") not in VALUED_KINDS:
            given["operator"] = given["value"] = ""
        return given


class UnitsForm(forms.Form):
    """For each name that is no unit of the ward: which unit it is, or that it is created as named."""

    def __init__(
        self, names: Sequence[str], units: Sequence[Mapping[str, Any]], chosen: Mapping[str, str],
        data: QueryDict | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.names = names
        choices = [(NEW_UNIT, "Tạo đơn vị mới theo tên này"), *((one["code"], one["name"]) for one in units)]
        for at, name in enumerate(names):
            self.fields[f"unit-{at}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=chosen.get(name, NEW_UNIT)
            )

    def chosen(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"unit-{at}"] for at, name in enumerate(self.names)}
