"""YAML, and so JSON, with line numbers: every mapping knows the line it begins on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from bachdang.planfile.errors import Fault, PlanFileError

DAYS = {"starts", "ends", "horizon", "issued_on"}
"""Fields that are days; in JSON, which has none, they are texts."""

_SAID = (
    (r"found character '\\t'", "có dấu tab. Thay mỗi dấu tab bằng dấu cách."),
    (r"found character '(.+)' that", "chữ bắt đầu bằng dấu “{}” phải để trong dấu nháy."),
    (r"mapping values are not", "thụt dòng chưa đúng, hoặc chữ có dấu hai chấm phải để trong dấu nháy."),
    (r"found unexpected end of stream", "dấu nháy mở ở dòng này chưa đóng."),
    (r"expected <block end>", "thụt dòng không thẳng hàng với các dòng cùng mục."),
    (r"expected ',' or '(.)'", "ngoặc mở ở dòng này chưa có “{}” đóng lại, hoặc thiếu dấu phẩy."),
    (r"could not find expected ':'", "thiếu dấu hai chấm sau tên trường."),
    (r"could not determine a constructor", "không dùng dấu ! đặt loại cho giá trị."),
    (r"found unknown escape", "dấu \\ trong dấu nháy kép không đúng. Dùng dấu nháy đơn."),
    (r"but found another document", "tệp có nhiều phần ngăn bởi “---”. Chỉ để một phần."),
)
"""What the reader of YAML says, in Vietnamese and with the remedy."""

_OTHERWISE = "chưa đúng cách viết YAML. Xem lại dòng này và dòng ngay trên."
_OPENED = (
    "while scanning a quoted",
    "while scanning a double",
    "while parsing a flow",
    "while scanning a simple",
)
"""What is told at the line where it begins: the end of the file says nothing."""


class Entry(dict[str, Any]):
    """A mapping of the file, with its line."""

    line: int = 0


class _LineLoader(yaml.SafeLoader):
    """Safe (no objects), with lines, refusing a key written twice and what stands for another place."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1
            raise PlanFileError.of("YAML", "không dùng dấu * trỏ tới chỗ khác.", line)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A day that no calendar has (2026-13-45) and a number too long to read are told with their line."""
        try:
            return super().construct_object(node, deep=deep)
        except ValueError as error:
            shown, line = str(node.value)[:40], node.start_mark.line + 1
            reason = f"không đọc được “{shown}”: không có ngày này. Ghi ngày có thật, ví dụ 2026-12-31."
            if not node.tag.endswith(":timestamp"):
                reason = f"không đọc được “{shown}”: không phải là số dùng được."
            raise PlanFileError.of("YAML", reason, line) from error


def _construct_entry(loader: _LineLoader, node: yaml.MappingNode) -> Entry:
    loader.flatten_mapping(node)
    entry = Entry()
    entry.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str):
            raise PlanFileError([Fault(line, str(key), "tên trường phải là chữ.")])
        if key in entry:
            raise PlanFileError([Fault(line, key, "trường này viết hai lần.")])
        value = loader.construct_object(value_node, deep=True)
        entry[key] = _day(value) if key in DAYS else value
    return entry


def _day(value: object) -> object:
    """A day out of its text; anything else as it is, to be told by the checks."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


_LineLoader.add_constructor("tag:yaml.org,2002:map", _construct_entry)


def read_yaml(text: str) -> Entry:
    """The file's top mapping. Raises PlanFileError for anything that is not one YAML mapping."""
    try:
        data = yaml.load(text, Loader=_LineLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        raise _told(error) from error
    except yaml.reader.ReaderError as error:
        line, code = text.count("\n", 0, error.position) + 1, int(error.character)
        reason = f"có ký tự không đọc được (U+{code:04X}). Xóa ký tự đó."
        raise PlanFileError.of("YAML", reason, line) from error
    except (RecursionError, ValueError, yaml.YAMLError) as error:
        raise PlanFileError.of("YAML", "tệp có chỗ không đọc được.") from error
    if not isinstance(data, Entry):
        raise PlanFileError([Fault(1, "Tệp", "không phải tệp kế hoạch (bachdang-plan/1).")])
    return data


def _told(error: yaml.MarkedYAMLError) -> PlanFileError:
    """The fault of the reader at its line, said in Vietnamese."""
    opened = error.context_mark if str(error.context).startswith(_OPENED) else None
    mark = opened or error.problem_mark or error.context_mark
    reason = _OTHERWISE
    for pattern, said in _SAID:
        if found := re.match(pattern, str(error.problem)):
            reason = said.format(*found.groups())
            break
    return PlanFileError.of("YAML", f"không đọc được: {reason}", mark.line + 1 if mark else 0)
