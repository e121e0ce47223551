"""From the text of a plan file to checked entries: shapes first, then what spans entries."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from bachdang.planfile import schema
from bachdang.planfile.catalogue import SHARED
from bachdang.planfile.errors import Fault, Faults, PlanFileError
from bachdang.planfile.yamlfile import Entry, read_yaml
from bachdang.vietnamese.text import nfc
from indicators import rules
from indicators.counting import DENOMINATOR, NUMERATOR, VALUE
from indicators.models import HEADLINE_LAST
from indicators.rules import VALUED_KINDS
from plans.six_clear import FIELDS

NOT_TEXT = (
    "không phải tệp chữ UTF-8. Mở bằng Notepad, chọn Tệp › Lưu như (Save as), "
    "ô Mã hóa (Encoding) chọn UTF-8, rồi tải lên lại."
)
ITEM_CELLS = {"task": 6, "project": 4}


def read_plan_file(path: Path) -> Entry:
    """The checked content of a file. Raises PlanFileError naming every fault with its line."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise PlanFileError([Fault(0, str(path), "không có tệp này.")]) from error
    return read_plan_text(text_of(content, str(path)), str(path))


def text_of(content: bytes, name: str = "Tệp") -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises PlanFileError with the remedy."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        text = content.decode("utf-16" if content.startswith(marks) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanFileError.of(name, NOT_TEXT) from error
    if "\x00" in text:
        raise PlanFileError.of(name, NOT_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_plan_text(text: str, name: str = "Tệp") -> Entry:
    """The checked content of a file's text. Raises PlanFileError like `read_plan_file`."""
    if nfc(text) != text:
        raise PlanFileError([Fault(0, name, "chữ chưa ở dạng Unicode dựng sẵn (NFC).")])
    data = read_yaml(text)
    faults = Faults()
    if schema.FILE.check(data, "Tệp", faults):
        _check_shapes(data, faults)
    faults.raise_any()
    _check_units(data["units"], faults)
    _check_clauses(data, faults)
    _check_indicators(data, faults)
    faults.raise_any()
    return data


def _check_shapes(data: Entry, faults: Faults) -> None:
    plan = data["plan"]
    if schema.PLAN.check(plan, "plan", faults):
        _check_locality(plan["locality"], faults)
        _check_axes(plan, faults)
        if plan["ends"] <= plan["starts"]:
            faults.add(plan.line, "plan", "ngày kết thúc phải sau ngày bắt đầu.")
    for unit in data["units"]:
        schema.UNIT.check(unit, f"đơn vị {unit.get('code')}", faults)
    for clause in data["clauses"]:
        _check_clause_shape(clause, faults)
    for indicator in data["indicators"]:
        _check_indicator_shape(indicator, faults)


def _check_axes(plan: Entry, faults: Faults) -> None:
    """At least one, each once, of fields that are known."""
    if not plan["axes"]:
        faults.add(plan.line, "plan", "trường “axes” phải có ít nhất một mặt.")
    seen: set[object] = set()
    for axis in plan["axes"]:
        name = f"axes {axis.get('code')}"
        if not schema.AXIS.check(axis, name, faults):
            continue
        if axis["code"] in seen:
            faults.add(axis.line, name, "mã viết hai lần.")
        seen.add(axis["code"])
        for one in axis["fields"]:
            if one not in FIELDS:
                faults.add(axis.line, name, f"không có nội dung “{one}”; chỉ nhận: {', '.join(FIELDS)}.")


def _check_locality(locality: Entry, faults: Faults) -> None:
    if schema.LOCALITY.check(locality, f"địa phương {locality.get('code')}", faults) and "parent" in locality:
        _check_locality(locality["parent"], faults)


def _check_clause_shape(clause: Entry, faults: Faults) -> None:
    name = f"nội dung {clause.get('key')}"
    if not schema.CLAUSE.check(clause, name, faults):
        return
    if ("text" in clause) == ("cells" in clause):
        faults.add(clause.line, name, "phải có đúng một trong hai trường “text”, “cells”.")
    for correction in clause.get("corrections", []):
        schema.CORRECTION.check(correction, f"{name}, đính chính", faults)
    if "item" in clause:
        _check_item_shape(clause, name, faults)


def _check_item_shape(clause: Entry, name: str, faults: Faults) -> None:
    item: Entry = clause["item"]
    if not schema.ITEM.check(item, f"{name}, phân công", faults):
        return
    if item["kind"] != clause["kind"]:
        faults.add(item.line, name, f"phân công loại “{item['kind']}” trên nội dung loại “{clause['kind']}”.")
    cells = ITEM_CELLS.get(item["kind"])
    if cells is not None and len(clause.get("cells", [])) != cells:
        faults.add(clause.line, name, f"phải có {cells} ô.")
    if item["kind"] == "project" and ("field" in item) != (item.get("group") == "ward"):
        faults.add(item.line, name, "dự án của địa phương phải có lĩnh vực, dự án cấp trên thì không.")
    if ("starts" in item) != ("ends" in item) or ("starts" in item and item["ends"] < item["starts"]):
        faults.add(item.line, name, "phải có cả ngày bắt đầu và ngày kết thúc, kết thúc không trước bắt đầu.")


def _check_indicator_shape(indicator: Entry, faults: Faults) -> None:
    name = f"chỉ tiêu {indicator.get('code')}"
    if not schema.INDICATOR.check(indicator, name, faults):
        return
    if "derived" in indicator:
        schema.DERIVED.check(indicator["derived"], f"{name}, cách tính", faults)
    rate = [key in indicator for key in ("denominator", "numerator_name", "denominator_name", "scale")]
    if any(rate) and not all(rate):
        faults.add(
            indicator.line, name, "tỷ lệ phải có đủ denominator, numerator_name, denominator_name, scale."
        )
    parts = (NUMERATOR, DENOMINATOR) if any(rate) else (VALUE,)
    if any(part not in parts for part in indicator.get("counts", [])):
        faults.add(indicator.line, name, f"trường “counts” chỉ nhận: {', '.join(parts)}.")
    if not 1 <= indicator.get("headline", 1) <= HEADLINE_LAST:
        faults.add(indicator.line, name, f"trường “headline” phải từ 1 đến {HEADLINE_LAST}.")
    for target in indicator["targets"]:
        _check_target_shape(target, f"{name}, mục tiêu {target.get('series')}", faults)


def _check_target_shape(target: Entry, name: str, faults: Faults) -> None:
    if not schema.TARGET.check(target, name, faults):
        return
    valued = target["kind"] in VALUED_KINDS
    if valued and not ("operator" in target and "value" in target):
        faults.add(target.line, name, f"loại “{target['kind']}” phải có phép so sánh và giá trị.")
    if not valued and ("operator" in target or "value" in target):
        faults.add(target.line, name, f"loại “{target['kind']}” không có phép so sánh và giá trị.")
    if not target["cites"]:
        faults.add(target.line, name, "chưa nêu căn cứ trong kế hoạch.")


def _unique(rows: Iterable[Entry], key: str, noun: str, faults: Faults) -> dict[str, Entry]:
    seen: dict[str, Entry] = {}
    for row in rows:
        if row[key] in seen:
            faults.add(row.line, f"{noun} {row[key]}", f"trùng với dòng {seen[row[key]].line}.")
        seen.setdefault(row[key], row)
    return seen


def _check_units(units: list[Entry], faults: Faults) -> None:
    _unique(units, "code", "đơn vị", faults)
    before: set[str] = set()
    for unit in units:
        if "parent" in unit and unit["parent"] not in before:
            faults.add(
                unit.line, f"đơn vị {unit['code']}", f"đơn vị cấp trên “{unit['parent']}” chưa nêu ở trước."
            )
        before.add(unit["code"])


def _check_clauses(data: Entry, faults: Faults) -> None:
    _unique(data["clauses"], "key", "nội dung", faults)
    units = {unit["code"] for unit in data["units"]}
    before: set[str] = set()
    for clause in data["clauses"]:
        name = f"nội dung {clause['key']}"
        if "parent" in clause and clause["parent"] not in before:
            faults.add(clause.line, name, f"mục cha “{clause['parent']}” chưa có ở trước.")
        before.add(clause["key"])
        printed = [clause.get("marker", ""), clause.get("text", ""), *clause.get("cells", [])]
        for correction in clause.get("corrections", []):
            if not any(correction["printed"] in part for part in printed):
                faults.add(
                    correction.line, name, f"không thấy chữ được đính chính “{correction['printed']}”."
                )
        if "item" in clause:
            _check_item_units(clause["item"], name, units, faults)
            _check_programme(clause["item"], name, data["clauses"], faults)


def _check_programme(item: Entry, name: str, clauses: list[Entry], faults: Faults) -> None:
    """The programme that a task says it carries out."""
    if "programme" not in item:
        return
    found = next((one for one in clauses if one["key"] == item["programme"]), None)
    if item["kind"] != "task":
        faults.add(item.line, name, "chỉ nhiệm vụ mới ghi chương trình.")
    elif found is None or found["kind"] != "programme" or "item" not in found:
        faults.add(item.line, name, f"không có chương trình “{item['programme']}” được phân công.")


def _check_item_units(item: Entry, name: str, units: set[str], faults: Faults) -> None:
    for code in [item["lead"], *item["cooperating"]]:
        if code is not None and code not in units:
            faults.add(item.line, name, f"không có đơn vị “{code}”.")
    if item["lead"] in item["cooperating"]:
        faults.add(item.line, name, f"“{item['lead']}” vừa chủ trì vừa phối hợp.")
    if len(set(item["cooperating"])) != len(item["cooperating"]):
        faults.add(item.line, name, "một đơn vị phối hợp viết hai lần.")


def _check_indicators(data: Entry, faults: Faults) -> None:
    known = _unique(data["indicators"], "code", "chỉ tiêu", faults)
    programmes = {one["key"]: "item" in one for one in data["clauses"] if one["kind"] == "programme"}
    clauses = {clause["key"] for clause in data["clauses"]}
    units = {unit["code"] for unit in data["units"]}
    for indicator in data["indicators"]:
        name = f"chỉ tiêu {indicator['code']}"
        if indicator["code"] in clauses:
            faults.add(indicator.line, name, "mã trùng với một nội dung của kế hoạch.")
        if indicator["programme"] not in programmes:
            faults.add(indicator.line, name, f"không có chương trình “{indicator['programme']}”.")
        elif not programmes[indicator["programme"]]:
            faults.add(indicator.line, name, f"chương trình “{indicator['programme']}” chưa có phân công.")
        if indicator.get("reporter") not in {None, *units}:
            faults.add(indicator.line, name, f"không có đơn vị “{indicator['reporter']}”.")
        _check_shared(indicator, known, faults)
        if not indicator["targets"] and indicator["code"] not in _used(data["indicators"]):
            faults.add(indicator.line, name, "chưa có mục tiêu nào, cũng không chỉ tiêu nào lấy số của nó.")
        others = [*indicator.get("derived", {}).get("from", []), *filter(None, [indicator.get("part_of")])]
        for other in others:
            if other not in known or other == indicator["code"]:
                faults.add(indicator.line, name, f"không có chỉ tiêu “{other}” để dựa vào.")
        _check_targets(indicator, data["plan"], clauses, faults)


def _used(indicators: list[Entry]) -> set[str]:
    """Codes whose figures other indicators take."""
    shared = {one[name] for one in indicators for name in SHARED if name in one}
    return shared | {code for one in indicators for code in one.get("derived", {}).get("from", [])}


def _check_shared(indicator: Entry, known: dict[str, Entry], faults: Faults) -> None:
    """A shared part is the figure of another indicator that is typed and is no rate itself."""
    name, parts = f"chỉ tiêu {indicator['code']}", [one for one in SHARED if one in indicator]
    if parts and ("denominator" not in indicator or "derived" in indicator):
        faults.add(indicator.line, name, "chỉ tỷ lệ được nhập mới lấy tử số, mẫu số từ chỉ tiêu khác.")
    if len(parts) == 2 and indicator[parts[0]] == indicator[parts[1]]:
        faults.add(indicator.line, name, "tử số và mẫu số lấy từ cùng một chỉ tiêu.")
    for part in parts:
        source = known.get(indicator[part])
        if source is None or source is indicator:
            faults.add(indicator.line, name, f"không có chỉ tiêu “{indicator[part]}” để lấy số.")
        elif "denominator" in source or "derived" in source:
            faults.add(indicator.line, name, f"chỉ tiêu {source['code']} là tỷ lệ, không lấy số được.")


def _check_targets(indicator: Entry, plan: Entry, clauses: set[str], faults: Faults) -> None:
    name = f"chỉ tiêu {indicator['code']}"
    _unique(indicator["targets"], "series", f"{name}, mục tiêu", faults)
    for target in indicator["targets"]:
        for cited in target["cites"]:
            if cited not in clauses:
                faults.add(target.line, name, f"không có nội dung “{cited}” để làm căn cứ.")
        for fault in _goal_faults(indicator, target, plan):
            faults.add(target.line, name, fault.label)


def _goal_faults(indicator: Entry, target: Entry, plan: Entry) -> Iterator[rules.GoalFault]:
    """A promise that contradicts how it is measured, or the plan's time."""
    measure = rules.Measure(
        direction=rules.Direction(indicator["direction"]),
        frequency=rules.Frequency(indicator["frequency"]),
        accumulation=rules.Accumulation(indicator["accumulation"]),
        denominator_accumulation=(
            rules.Denominator(indicator["denominator"]) if "denominator" in indicator else None
        ),
        scale=Decimal(indicator.get("scale", 1)),
        part_of_whole=indicator["part_of_whole"],
    )
    goal = rules.Goal(
        kind=rules.TargetKind(target["kind"]),
        operator=rules.Operator(target["operator"]) if "operator" in target else None,
        value=Decimal(target["value"]) if "value" in target else None,
        tolerance=Decimal(0),
        horizon=target["horizon"],
    )
    frame = rules.PlanFrame(plan["starts"], plan["ends"], Decimal(1))
    return rules.goal_faults(measure, goal, None, frame)
