"""What Excel offers and says at a cell to be filled: lists to choose from, a word of help, a warning."""

from __future__ import annotations

from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.reports.unit_form.cells import Box, Kind
from bachdang.reports.unit_form.rows import UnitForm
from bachdang.spreadsheet import safe_cell

LISTS = "danh-muc"
_LONGEST_INLINE = 200
_HELP = {
    Kind.NUMBER: "Nhập con số, không kèm đơn vị",
    Kind.MONEY: "Nhập số tiền bằng triệu đồng",
    Kind.DATE: "Ngày/tháng/năm, ví dụ 30/9/2026",
    Kind.YES: "Chọn Có khi đã hoàn thành và có sản phẩm",
}


class Choosing:
    """The validations of a workbook; a list too long for a cell stands in a hidden sheet."""

    def __init__(self, workbook: Workbook, form: UnitForm) -> None:
        self.workbook, self.units = workbook, list(form.units.values())
        self._waiting: dict[tuple[object, ...], DataValidation] = {}

    def add(self, coordinate: str, box: Box) -> None:
        """Help at one cell of the sheet that is being painted."""
        key = (box.kind, tuple(box.choices.values()), box.longest, box.measure)
        if key not in self._waiting:
            self._waiting[key] = self._validation(box)
        self._waiting[key].add(coordinate)

    def attach(self, sheet: Worksheet) -> None:
        """Give a sheet what was added since the last one."""
        for one in self._waiting.values():
            sheet.add_data_validation(one)
        self._waiting = {}

    def write_lists(self) -> None:
        sheet: Worksheet = self.workbook.create_sheet(LISTS)
        sheet.sheet_state = "hidden"
        for number, name in enumerate(self.units, 1):
            safe_cell(sheet.cell(number, 1), name)  # type: ignore[arg-type]

    def _validation(self, box: Box) -> DataValidation:
        """Numbers and days only warn: what Excel takes for text may still be read."""
        made = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=True)
        made.errorTitle, made.promptTitle = "Xem lại ô này", None
        if box.kind in (Kind.CHOICE, Kind.YES):
            made.type, made.formula1 = "list", self._list(box)
            made.error = "Chọn một mục trong danh sách."
        elif box.kind is Kind.DATE:
            made.type, made.operator, made.formula1 = "date", "greaterThan", "36526"
            made.errorStyle, made.error = "warning", "Ô này nhận ngày/tháng/năm, ví dụ 30/9/2026."
        elif box.kind is Kind.TEXT:
            made.type, made.operator, made.formula1 = (
                "textLength",
                "lessThanOrEqual",
                str(box.longest or 8000),
            )
            made.error = f"Tối đa {box.longest or 8000} ký tự."
        else:
            made.type, made.operator, made.formula1 = "decimal", "greaterThan", "-1000000000000000"
            made.errorStyle, made.error = "warning", "Ô này nhận con số."
        prompt = _HELP.get(box.kind, "")
        if prompt:
            made.prompt = (
                f"{prompt} ({box.measure})." if box.measure and box.kind is Kind.NUMBER else f"{prompt}."
            )
        return made

    def _list(self, box: Box) -> str:
        inline = ",".join(box.choices.values())
        if len(inline) <= _LONGEST_INLINE and all("," not in one for one in box.choices.values()):
            return f'"{inline}"'
        return f"'{LISTS}'!$A$1:$A${max(len(self.units), 1)}"
