"""The annex tables: what is a total, a group, a head, a row that goes on, and a table of something else."""

from __future__ import annotations

import docx
import pytest
from docx.table import Table

from bachdang.wordplan.lines import Reading
from bachdang.wordplan.tables.columns import Role, role_of
from tests.wordplan.documents import paragraphs, tasks_table, wide
from tests.wordplan.reading import draft_of, lines_of

TASKS = ("PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ")
HEAD = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]


def kinds(reading: Reading) -> list[tuple[str, str]]:
    """Kind and words of all lines under the annex and its head."""
    return [
        (str(line.kind), line.words) for line in reading.lines if line.kind not in ("annex", "table_head")
    ]


def merged(table: Table, first: tuple[int, int], last: tuple[int, int], text: str) -> None:
    table.cell(*first).merge(table.cell(*last)).text = text


@pytest.mark.parametrize(
    "name",
    [
        "Công tác tuyên truyền", "Công viên cây xanh", "Cộng đồng số", "Cống thoát nước", "Cổng chào phường",
        "Tổng kết Nghị quyết", "Tổng rà soát hộ nghèo", "Tổng vệ sinh môi trường", "CÔNG KHAI NGÂN SÁCH",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", ["1", ""])
def test_work_that_begins_like_a_total_is_work(name: str, number: str) -> None:
    document = paragraphs(*TASKS)
    tasks_table(document, [number, name, "UBND phường", "", "2026", "Báo cáo"])

    ((kind, words),) = kinds(lines_of(document))

    assert kind == "task"
    assert name in words


@pytest.mark.parametrize(
    "text",
    [
        "Cộng", "CỘNG", "Tổng", "Tổng cộng", "Tổng số", "Cộng (I)", "Cộng I", "Tổng cộng (I+II)",
        "Tổng số: 12",
        "Tổng cộng: 33 dự án", "Tổng số nhiệm vụ: 41", "Cộng mục II", "Tổng kinh phí: 1.200 tỷ đồng",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1])
def test_totals_are_listed_as_unread(text: str, place: int) -> None:
    document = paragraphs(*TASKS)
    row = ["", "", "", "", "", "12"]
    row[place] = text
    tasks_table(document, ["1", "Việc một", "UBND phường", "", "2026", ""], row)

    *_, last = lines_of(document).lines

    assert (last.kind, last.text, last.doubts) == ("unread", f"{text} | 12", ["hàng tổng cộng"])


def test_groups_that_begin_like_a_total() -> None:
    document = paragraphs(*TASKS)
    table = tasks_table(document, ["I", "NÔNG NGHIỆP", "", "", "", ""], ["II", "CÔNG NGHIỆP", "", "", "", ""])
    wide(table, "CÔNG TÁC CÁN BỘ")

    assert kinds(lines_of(document)) == [
        ("group", "NÔNG NGHIỆP"), ("group", "CÔNG NGHIỆP"), ("group", "CÔNG TÁC CÁN BỘ"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("below", "words"),
    [
        (
            ["Công an phường", "", "2027", "Kết"],
            "1 · Việc một · UBND phường\nCông an phường · Các phòng, UBND phường · 2026 - 2028\n2027 · Kết",
        ),
        (
            ["", "UBND", "2028", ""],
            "1 · Việc một · UBND phường · Các phòng, UBND phường\nUBND · 2026 - 2028\n2028",
        ),
        (["UBND phường", "", "", ""], "1 · Việc một · UBND phường · Các phòng, UBND phường · 2026 - 2028"),
    ],
)
@pytest.mark.parametrize("is_merged", [True, False])
def test_a_row_that_goes_on_loses_nothing(below: list[str], words: str, is_merged: bool) -> None:
    document = paragraphs(*TASKS)
    table = tasks_table(
        document,
        ["1", "Việc một", "UBND phường", "Các phòng, UBND phường", "2026 - 2028", ""],
        ["", "", *below],
    )
    if is_merged:
        merged(table, (1, 0), (2, 0), "1")
        merged(table, (1, 1), (2, 1), "Việc một")

    assert kinds(lines_of(document)) == [("task", words)]


def test_one_cell_over_the_columns_of_a_row_that_goes_on_is_no_group() -> None:
    document = paragraphs(*TASKS)
    table = tasks_table(document, ["1", "Việc một", "UBND phường", "", "2026", "Kế hoạch"], [""] * 6)
    merged(table, (2, 4), (2, 5), "Từ 2027 đến 2028")
    ((kind, words),) = kinds(lines_of(document))

    assert kind == "task"
    assert words == "1 · Việc một · UBND phường · 2026\nTừ 2027 đến 2028 · Kế hoạch\nTừ 2027 đến 2028"


def test_words_of_other_columns_of_a_row_that_goes_on_are_counted() -> None:
    document = paragraphs(*TASKS)
    tasks_table(
        document, ["1", "Việc một", "UBND phường", "gấp"], ["", "", "", "rất gấp"],
        head=["STT", "Nhiệm vụ", "Chủ trì", "Ghi chú"],
    )  # fmt: skip

    assert lines_of(document).unread == ["cột “Ghi chú” của phụ lục: 2 ô có chữ không có chỗ trong kế hoạch"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (["TT", "Tên dự án", "Chủ đầu tư", "Thời gian"], "Thời gian"),
        (["TT", "Tên dự án", "Chủ đầu tư", "Nội dung đầu tư"], "Nội dung đầu tư"),
        (["TT", "Nhiệm vụ", "Chủ trì", "Kinh phí"], "Kinh phí"),
    ],
)
def test_what_the_format_has_no_place_for_is_counted(head: list[str], title: str) -> None:
    document = paragraphs("PHỤ LỤC 1", "DANH MỤC")
    tasks_table(document, ["1", "Cổng chào", "UBND phường", "2026"], head=head)

    assert lines_of(document).unread == [f"cột “{title}” của phụ lục: 1 ô có chữ không có chỗ trong kế hoạch"]


def test_rows_above_a_head() -> None:
    document = paragraphs(*TASKS)
    table = tasks_table(
        document, [""] * 6, HEAD, ["1", "Việc một", "UBND phường", "", "2026", ""],
        head=["Đơn vị tính: triệu đồng", "", "", "", "", ""],
    )  # fmt: skip
    merged(table, (0, 0), (0, 5), "Đơn vị tính: triệu đồng")
    merged(table, (1, 0), (1, 5), "I. KINH TẾ")
    reading = lines_of(document)
    group = next(line for line in reading.lines if line.kind == "group")
    task = next(line for line in reading.lines if line.kind == "task")

    assert kinds(reading)[0] == ("unread", "Đơn vị tính: triệu đồng")
    assert reading.lines[1].doubts == ["hàng đứng trên đầu bảng"]
    assert (group.marker, group.text, task.parent) == ("I.", "KINH TẾ", group.number)


def test_rows_above_a_head_that_is_typed_again_are_rows() -> None:
    document = paragraphs(*TASKS)
    tasks_table(document, ["1", "Việc một", "UBND phường", "", "2026", ""])
    tasks_table(
        document, HEAD, ["3", "Việc ba", "UBND phường", "", "2026", ""],
        head=["2", "Việc hai", "UBND phường", "", "2026", ""],
    )  # fmt: skip

    assert [words.split(" · ")[1] for _, words in kinds(lines_of(document))] == [
        "Việc một",
        "Việc hai",
        "Việc ba",
    ]


@pytest.mark.parametrize("bold", [True, False])
def test_a_group_between_the_title_and_the_table(bold: bool) -> None:
    document = paragraphs(*TASKS)
    document.add_paragraph().add_run("I. NHÓM NHIỆM VỤ KINH TẾ").bold = bold
    table = tasks_table(document, ["1", "Việc một", "UBND phường", "", "2026", ""])
    wide(table, "II. NHÓM NHIỆM VỤ XÃ HỘI")
    reading = lines_of(document)
    annex, first, _, task, second = reading.lines

    assert annex.text == "DANH MỤC NHIỆM VỤ"
    assert (first.kind, first.text, first.parent) == ("group", "NHÓM NHIỆM VỤ KINH TẾ", annex.number)
    assert task.parent == first.number
    assert (second.marker, second.parent, second.doubts) == ("II.", annex.number, [])
    assert "PL1.I.1" in [clause["key"] for clause in draft_of(document).data["clauses"]]


def three_lines(document: docx.document.Document, rows: list[list[str]]) -> Table:
    """A head of three lines: the units under "Phân công" and "Đơn vị"."""
    titles = ["STT", "Nhiệm vụ", "Phân công", "Phân công", "Thời gian"]
    table = tasks_table(document, [""] * 5, ["", "", "Chủ trì", "Phối hợp", ""], *rows, head=titles)
    merged(table, (0, 2), (0, 3), "Phân công")
    merged(table, (1, 2), (1, 3), "Đơn vị")
    for place in (0, 1, 4):
        merged(table, (0, place), (2, place), titles[place])
    return table


def test_a_head_of_three_lines() -> None:
    document = paragraphs(*TASKS)
    three_lines(document, [["1", "Việc một", "UBND phường", "Công an phường", "2026"]])
    reading = lines_of(document)

    assert reading.lines[1].cells == [
        "STT", "Nhiệm vụ", "Phân công\nĐơn vị\nChủ trì", "Phân công\nĐơn vị\nPhối hợp", "Thời gian",
    ]  # fmt: skip
    assert kinds(reading) == [("task", "1 · Việc một · UBND phường · Công an phường · 2026")]


def test_a_head_of_two_lines_typed_again() -> None:
    document = paragraphs(*TASKS)
    head = ["STT", "Nhiệm vụ", "Phân công", "", "Thời gian"]
    under = ["", "", "Chủ trì", "Phối hợp", ""]
    table = tasks_table(
        document, under, ["1", "Việc một", "UBND phường", "", "2026"],
        head, under, ["2", "Việc hai", "UBND phường", "", "2026"], head=head,
    )  # fmt: skip
    for at in (0, 3):
        merged(table, (at, 2), (at, 3), "Phân công")
        for place in (0, 1, 4):
            merged(table, (at, place), (at + 1, place), head[place])

    assert [words[:12] for _, words in kinds(lines_of(document))] == ["1 · Việc một", "2 · Việc hai"]


@pytest.mark.parametrize(
    "labels",
    [
        ["A", "B", "C", "D", "E", "F"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["1", "2", "3", "4", "5", ""],
        ["A", "B", "1", "2", "3", "4=2+3"],
        ["[1]", "[2]", "[3]", "[4]", "[5]", "[6]"],
    ],
)
def test_labels_of_columns_are_no_task(labels: list[str]) -> None:
    document = paragraphs(*TASKS)
    tasks_table(document, labels, ["1", "Việc một", "UBND phường", "", "2026", ""])

    assert kinds(lines_of(document)) == [("task", "1 · Việc một · UBND phường · 2026")]


@pytest.mark.parametrize(
    ("title", "role", "sure"),
    [
        ("Đơn vị chủ trì", Role.LEAD, True),
        ("Chịu trách nhiệm chính", Role.LEAD, True),
        ("Phòng phụ trách", Role.LEAD, True),
        ("Lãnh đạo phụ trách", Role.LEAD, False),
        ("Đồng chí phụ trách", Role.LEAD, False),
        ("Đơn vị tham gia", Role.COOPERATING, True),
        ("Đơn vị tính", None, False),
        ("ĐVT", None, False),
    ],
)
def test_what_a_title_says(title: str, role: Role | None, sure: bool) -> None:
    assert role_of(title) == (role, sure)


@pytest.mark.parametrize("lead", ["Đơn vị chủ trì", "Chịu trách nhiệm chính"])
def test_the_unit_leads_and_not_the_person(lead: str) -> None:
    document = paragraphs(*TASKS)
    tasks_table(
        document, ["1", "Việc một", "Ông Nguyễn Văn A", "UBND phường", "Công an phường"],
        head=["STT", "Nhiệm vụ", "Lãnh đạo phụ trách", lead, "Đơn vị tham gia"],
    )  # fmt: skip
    reading = lines_of(document)

    assert kinds(reading) == [("task", "1 · Việc một · UBND phường · Công an phường")]
    assert reading.unread == ["cột “Lãnh đạo phụ trách” của phụ lục: 1 ô có chữ không có chỗ trong kế hoạch"]


@pytest.mark.parametrize(
    "head",
    [
        ["TT", "Tên chỉ tiêu", "ĐVT", "Năm 2026", "Năm 2027"],
        ["STT", "Chỉ tiêu", "Đơn vị tính", "2026", "2027"],
        ["TT", "Nội dung", "ĐVT", "Năm 2026", "Năm 2027"],
        ["TT", "Nội dung chỉ tiêu", "Đơn vị", "Kế hoạch 2026", "Đơn vị chủ trì"],
    ],
)
def test_a_table_of_targets_is_unread_row_by_row(head: list[str]) -> None:
    document = paragraphs("PHỤ LỤC 1", "CÁC CHỈ TIÊU CHỦ YẾU")
    tasks_table(document, ["1", "Hộ nghèo", "%", "2", "1"], head=head)
    tasks_table(
        document, ["3", "Cây xanh", "m2", "4", "5"], head=["2", "Thu ngân sách", "tỷ đồng", "90", "100"]
    )
    reading = lines_of(document)

    assert {kind for kind, _ in kinds(reading)} == {"unread"}
    assert [words for _, words in kinds(reading)][1] == "1 | Hộ nghèo | % | 2 | 1"
    assert "cần nhập từng hàng thành chỉ tiêu" in reading.lines[1].doubts[0]


@pytest.mark.parametrize(
    "head",
    [
        ["TT", "Nhiệm vụ, chỉ tiêu", "Đơn vị chủ trì", "Năm 2026", "Ghi chú"],
        ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian", "Chỉ tiêu"],
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "ĐVT", "Năm 2026"],
    ],
)
def test_a_table_of_tasks_that_speaks_of_targets_is_one_of_tasks(head: list[str]) -> None:
    document = paragraphs(*TASKS)
    tasks_table(document, ["1", "Chỉ tiêu giao quân", "UBND phường", "2026", "100"], head=head)

    assert [kind for kind, _ in kinds(lines_of(document))] == ["task"]
