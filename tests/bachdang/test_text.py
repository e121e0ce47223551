"""Folding for search, highlighting, and the order of names."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bachdang.text import MAX_TERMS, fold, given_name_key, highlight, nfc, search_terms


def test_nfc_composes_and_changes_no_spelling() -> None:
    decomposed = unicodedata.normalize("NFD", "Phường Bạch Đằng, hoà")
    assert nfc(decomposed) == "Phường Bạch Đằng, hoà"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Giải ngân", "giai ngan"),
        ("Đá Bạc", "da bac"),
        ("ĐẢNG ỦY PHƯỜNG BẠCH ĐẰNG", "dang uy phuong bach dang"),
        ("\u00d0ông", "dong"),  # the Icelandic letter of old Vietnamese fonts
        ("  hai\u00a0 dòng\n\tchữ ", "hai dong chu"),
        ("2026\u20132030", "2026-2030"),
        ("nguyên tắc “6 rõ”", 'nguyen tac "6 ro"'),
        ("10 km²", "10 km2"),
        ("ngắt\u200b chữ", "ngat chu"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("hoá", unicodedata.normalize("NFD", "hóa"))]
)
def test_two_spellings_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_ignores_the_unicode_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


@pytest.mark.parametrize(
    "names",
    [
        ["Hà Ái", "Vũ Văn Ân"],  # by the given name, a before â
        ["Nguyễn Văn An", "Vũ Văn An", "Trần Thị Ân"],
        ["Bùi Dũng", "Lê Đức"],  # d before đ
        ["Đỗ Hoa", "Phạm Hòa", "Vũ Hóa", "Ngô Hoàng"],  # tones before longer names
        ["Mai La", "Mai Là", "Mai Lả", "Mai Lã", "Mai Lá", "Mai Lạ"],
        ["Lê Văn Nam", "Lê Việt Nam", "Nguyễn Nam"],  # then the family name, then the middle one
        ["An", "Lê An"],
    ],
)
def test_names_sort_by_the_given_name(names: list[str]) -> None:
    backwards = names[::-1]
    assert sorted(backwards, key=given_name_key) == names


def test_the_sorting_key_suits_every_collation() -> None:
    assert given_name_key(unicodedata.normalize("NFD", "NGUYỄN  đức")) == given_name_key("Nguyễn Đức")
    assert given_name_key("Nguyễn Đức-Ân (phụ trách)").isascii()
    assert given_name_key("Nguyễn Đức-Ân (phụ trách)").isalnum()
    assert given_name_key("") == ""


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        ("  Giải   NGÂN ", ["giai", "ngan"]),
        ('"vốn đầu tư" công', ["von dau tu", "cong"]),
        ("“vốn đầu tư” công", ["von dau tu", "cong"]),
        ('"chưa đóng', ["chua", "dong"]),
        ('"" " "', []),
        ("công công, (CÔNG)!", ["cong"]),
        ("B.II.1 16-CTr/TU", ["b.ii.1", "16-ctr/tu"]),
    ],
)
def test_search_terms(query: str, terms: list[str]) -> None:
    assert search_terms(query) == terms


def test_search_terms_are_limited() -> None:
    assert len(search_terms(" ".join(map(str, range(100))))) == MAX_TERMS


@pytest.mark.parametrize(
    ("text", "query", "parts"),
    [
        ("Giải ngân vốn", "ngan", [("Giải ", False), ("ngân", True), (" vốn", False)]),
        ("Đá Bạc", "da", [("Đá", True), (" Bạc", False)]),
        ("hoà và hòa", "hòa", [("hoà", True), (" và ", False), ("hòa", True)]),
        ("vốn\u00a0 đầu tư", '"vốn đầu"', [("vốn\u00a0 đầu", True), (" tư", False)]),
        ("banana", "ana", [("b", False), ("anana", True)]),
        ("công việc", "công ông", [("công", True), (" việc", False)]),
        ("Giải ngân", "không", [("Giải ngân", False)]),
        ("Giải ngân", "", [("Giải ngân", False)]),
        ("", "a", []),
        ("rộng 10 km²", "km2", [("rộng 10 ", False), ("km²", True)]),
        (unicodedata.normalize("NFD", "giải"), "gia", [("gia\u0309", True), ("i", False)]),
    ],
)
def test_highlight(text: str, query: str, parts: list[tuple[str, bool]]) -> None:
    assert highlight(text, query) == parts


@given(st.text(), st.text())
def test_highlight_keeps_the_text(text: str, query: str) -> None:
    parts = highlight(text, query)
    assert "".join(part for part, _ in parts) == text
    assert all(one[1] != other[1] for one, other in pairwise(parts))


@given(st.text(alphabet="aăâđ ộ̣", min_size=1), st.data())
def test_what_the_search_finds_is_highlighted(text: str, data: st.DataObject) -> None:
    term = data.draw(st.sampled_from(fold(text).split() or [""]))
    assert any(marked for _, marked in highlight(text, term)) == bool(term)
