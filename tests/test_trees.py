"""Walks over trees end, whatever the data says."""

from __future__ import annotations

from bachdang.trees import downward, looped, upward

ABOVE = {"a": None, "b": "a", "c": "b", "x": "y", "y": "z", "z": "x", "under x": "x", "self": "self"}
BELOW = {"a": ["b", "d"], "b": ["c"], "x": ["y"], "y": ["x"]}


def test_upward_names_each_once_nearest_first() -> None:
    assert list(upward("c", ABOVE.get)) == ["c", "b", "a"]
    assert list(upward("under x", ABOVE.get)) == ["under x", "x", "y", "z"]
    assert list(upward(None, ABOVE.get)) == []


def test_downward_keeps_the_order_and_ends_in_a_loop() -> None:
    assert list(downward(["a", "x"], lambda one: BELOW.get(one, []))) == ["a", "b", "c", "d", "x", "y"]


def test_only_what_stands_above_itself_is_looped() -> None:
    assert looped(ABOVE) == ["x", "y", "z", "self"]
