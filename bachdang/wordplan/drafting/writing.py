"""A draft as YAML with what is unsure of it said above, and in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bachdang.planfile.dump import as_yaml
from bachdang.vietnamese.text import nfc, printable
from bachdang.wordplan.drafting.draft import Draft
from plans.models import ClauseKind


def as_text(draft: Draft) -> str:
    """The plan file; comments say what to look at before it is loaded."""
    return nfc("".join(f"# {line}\n" for line in _remarks(draft)) + as_yaml(draft.data))


def _remarks(draft: Draft) -> Iterator[str]:
    yield "Kế hoạch đọc từ tệp Word. Rà soát các điểm dưới đây rồi nạp bằng lệnh load_plan."
    for title, lines in (
        ("Lưu ý khi đọc", draft.remarks),
        ("Đơn vị chưa có trong danh sách, ghi theo tên trong tài liệu", draft.unknown_units),
        ("Chưa đọc", draft.unread),
        ("Chưa chắc", [f"{doubt.key}: {doubt.reason}" for doubt in draft.doubts]),
    ):
        if lines:
            yield f"{title} ({len(lines)}):"
            yield from (f"  - {' '.join(printable(line).split())}" for line in lines)


def counts(draft: Draft) -> str:
    """How much was read, and how much is open."""
    kinds = Counter(clause["kind"] for clause in draft.data["clauses"])
    parts = [
        f"{len(draft.data['clauses'])} nội dung",
        *(
            f"{kinds[kind]} {ClauseKind(kind).label.lower()}"
            for kind in ("programme", "task", "project")
            if kinds[kind]
        ),
        f"{len(draft.data['indicators'])} chỉ tiêu đề xuất",
        f"{len(draft.doubts)} điểm chưa chắc",
        f"{len(draft.unread)} phần chưa đọc",
    ]
    return f"Đã đọc {', '.join(parts)}."
