"""YAML, and so JSON, with line numbers: every mapping knows the line it begins on."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from bachdang.planfile.errors import Fault, PlanFileError

DAYS = {"starts", "ends", "horizon"}
"""Fields that are days; in JSON, which has none, they are texts."""


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
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PlanFileError([Fault(line, "YAML", f"không đọc được: {error.problem}.")]) from error
    except (RecursionError, ValueError) as error:
        raise PlanFileError.of("YAML", "tệp có chỗ không đọc được.") from error
    except yaml.YAMLError as error:
        raise PlanFileError([Fault(0, "YAML", "tệp có ký tự không đọc được.")]) from error
    if not isinstance(data, Entry):
        raise PlanFileError([Fault(1, "Tệp", "không phải tệp kế hoạch (bachdang-plan/1).")])
    return data
