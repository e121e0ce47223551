"""Folding for search, highlighting, and the order of names."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bachdang.vietnamese.text import (
    MAX_TERMS,
    fold,
    given_name_key,
    highlight,
    match_strength,
    nfc,
    order_key,
    search_fold,
    search_terms,
    without_weak,
)


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
        ("kinh doanh, kỹ năng", "kĩ", [("kinh doanh, ", False), ("kỹ", True), (" năng", False)]),
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
    term = data.draw(st.sampled_from(search_fold(text).split() or [""]))
    assert any(marked for _, marked in highlight(text, term)) == bool(term)


@pytest.mark.parametrize(
    "texts",
    [
        ["Chất lượng", "Chiều dài", "Chính quyền", "Chuyển đổi"],
        ["Dự án", "Đá Bạc", "Đảng bộ", "Đất đai", "Êm", "Ưu tiên", "Xã hội"],
        ["tuân thủ", "tuần chay"],  # the tone of a word counts before the next word
        ["ban", "ban hành", "bàn", "bản", "bãn", "bán", "bạn", "bang"],
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "x", "y"],
        ["Tổ 2", "Tổ 10", "Tổ dân phố"],  # numbers by their size, before letters
        ["1.9", "1.10", "02.01", "10.1"],
        ["an", "An", "AN", "an ninh"],  # capitals last
        ["zơ", "мир"],
    ],
)
def test_texts_sort_as_in_a_dictionary(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(backwards, key=order_key) == texts


@given(st.text())
@example("⑴")
def test_every_collation_sorts_the_key_alike(text: str) -> None:
    key = order_key(text)
    assert key == order_key(unicodedata.normalize("NFD", nfc(text)))
    assert all(one.isascii() and (one.isdigit() or one.islower()) for one in key)
    assert not re.search("[a-z][a-z]", key)  # two letters could be one to a collation: "ch", "ng"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tỉ lệ", "tỷ lệ"), ("kĩ năng", "kỹ năng"), ("quí", "quý"), ("Mĩ", "Mỹ"), ("lí luận", "lý luận"),
        ("hoà", "hòa"), ("quít", "quýt"),
    ],
)  # fmt: skip
def test_i_and_y_are_searched_alike_after_a_consonant(one: str, other: str) -> None:
    assert search_fold(one) == search_fold(other)
    assert search_terms(one) == search_terms(other)
    assert highlight(one, other)[0][1]


@pytest.mark.parametrize(("one", "other"), [("huy", "hui"), ("tay", "tai"), ("thuý", "thúi"), ("quy", "cui")])
def test_i_and_y_stay_apart_after_a_vowel(one: str, other: str) -> None:
    assert search_fold(one) != search_fold(other)


@given(st.text(alphabet="aăqu ytkhyì̀", max_size=20))
def test_the_beginning_of_a_word_is_found_while_it_is_typed(text: str) -> None:
    assert search_fold(search_fold(text)) == search_fold(text)
    assert all(search_fold(text).startswith(search_fold(text[:end])) for end in range(len(text)))


def test_short_words_inside_others_are_left_out_when_there_are_better_ones() -> None:
    said = {"skill": "ki nang so", "noise": "kinh te nang luong", "late": "nang cao ki thuat"}
    assert without_weak(said, ["ki", "nang"]) == ["skill", "late"]
    assert without_weak({"noise": said["noise"]}, ["ki", "nang"]) == ["noise"]
    assert without_weak({"one": "giai ngan", "other": "giaingan"}, ["ngan"]) == ["one", "other"]


@pytest.mark.parametrize(
    ("terms", "folded", "strength"),
    [
        (["ki", "nang"], "boi duong ki nang", 2),
        (["ki"], "kinh te", 0),
        (["ki"], "kinh te, ki", 2),
        (["giai"], "giaingan", 1),
        (["03"], "03.07", 2),
        (["02"], "102", 0),
        (["45/bc"], "45/bc-ubnd", 2),
        ([], "x", 2),
    ],
)
def test_match_strength(terms: list[str], folded: str, strength: int) -> None:
    assert match_strength(terms, folded) == strength
