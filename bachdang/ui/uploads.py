"""Tables that people upload: the field of the form. spreadsheet.reading distrusts what is in the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from bachdang.spreadsheet.reading import MAX_BYTES


class TableField(forms.FileField):
    """A file to be read as a table; too large a one is refused before it is read."""

    most_bytes = MAX_BYTES
    default_error_messages = {
        "required": "Chọn tệp.",
        "empty": "Tệp rỗng. Chọn tệp đã nhập.",
        "too_large": "Tệp lớn hơn 5 MB. Chọn đúng tệp, không chèn ảnh; tệp nhiều dòng thì tách nhỏ.",
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > self.most_bytes:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return file
