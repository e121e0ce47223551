"""What the pages draw without a chart library: statuses in order, bars in percent, marked misprints."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bachdang.ui.drawings import bar_parts, percent
from bachdang.ui.statuses import LOOKS, look_of, tallies
from bachdang.vietnamese.corrections import pieces, unplaced


def test_statuses_carry_the_words_of_the_vocabularies() -> None:
    from bachdang.standing.timeliness import OUTCOME_LABELS
    from bachdang.upkeep.condition.finding import Level
    from indicators.rules import Status
    from plans.rules import TASK_STATUS_LABELS

    words = dict(Status.choices) | {status.value: label for status, label in TASK_STATUS_LABELS.items()}
    words |= {outcome.value: label for outcome, label in OUTCOME_LABELS.items()}
    words |= {level.look: level.label for level in Level}
    assert {key: look.label for key, look in LOOKS.items()} == words


def test_unknown_status_is_refused() -> None:
    with pytest.raises(KeyError):
        look_of("almost")


@pytest.mark.parametrize(
    "counts",
    [
        {"slow": 2, "met": 1},
        [("slow", "Chậm", 2), ("met", "Đạt", 1)],
        [SimpleNamespace(status="slow", count=2), SimpleNamespace(status="met", count=1)],
    ],
    ids=["mapping", "tuples", "objects"],
)
def test_counts_of_any_form_come_best_first(counts: object) -> None:
    found = tallies(counts)  # type: ignore[arg-type]
    assert [(one.look.key, one.count) for one in found] == [("met", 1), ("slow", 2)]


def test_bar_leaves_out_nothing_and_fills_its_share() -> None:
    parts = bar_parts(tallies({"met": 1, "slow": 0, "failed": 2}), whole=4)
    assert [(part.tally.look.key, part.x, part.width) for part in parts] == [
        ("met", "0", "25"),
        ("failed", "25", "50"),
    ]


@pytest.mark.parametrize(
    ("share", "whole", "expected"), [(1, 3, "33.333"), (0, 0, "0"), (5, 4, "100"), (3, 3, "100"), (0, 9, "0")]
)
def test_percent_is_written_for_svg(share: int, whole: int, expected: str) -> None:
    assert percent(share, whole) == expected


def test_pieces_join_to_the_verbatim_text() -> None:
    text = "Phần đầu đến năm 2045, hàng lang; phần đầu"
    corrections = [{"printed": "hàng lang", "read": "hành lang"}, {"printed": "Phần đầu", "read": "Phấn đấu"}]
    found = pieces(text, corrections)
    assert "".join(one.printed for one in found) == text
    assert [(one.printed, one.read) for one in found if one.wrong] == [
        ("Phần đầu", "Phấn đấu"),
        ("hàng lang", "hành lang"),
    ]


def test_correction_of_something_missing_is_told_apart() -> None:
    missing = {"printed": "", "read": "1.6."}
    assert [one.printed for one in pieces("Nguồn lực", [missing])] == ["Nguồn lực"]
    assert unplaced("Nguồn lực", [missing]) == [missing]
