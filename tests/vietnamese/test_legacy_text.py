"""Text of before Unicode: recognised and turned; proper Unicode is never taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bachdang.vietnamese.legacy_text import (
    _TCVN3,
    _VISCII,
    _VNI,
    code_page,
    code_page_of,
    code_page_of_all,
    to_unicode,
)
from bachdang.vietnamese.syllables import is_syllable

PLAN = Path(__file__).parents[2] / "fixtures" / "ke-hoach-16-ctr-tu.yaml"
TCVN3 = {letter: typed for typed, letter in _TCVN3.items()}
TCVN3 |= {letter.upper(): typed for letter, typed in TCVN3.items() if letter.upper() not in TCVN3}
VNI = {letter: typed for typed, letter in _VNI.items() if typed.islower() or typed.isupper()}
VISCII = {letter: typed for typed, letter in _VISCII.items()}


def texts_in(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from texts_in(one)


@pytest.fixture(scope="module")
def plan_texts() -> list[str]:
    return list(texts_in(yaml.load(PLAN.read_text("utf-8"), yaml.CSafeLoader)))


def marked_words(text: str) -> int:
    return sum(not word.isascii() for word in re.findall(r"[^\W\d_]+", text))


def test_no_text_of_the_plan_is_taken_for_an_old_code_page(plan_texts: list[str]) -> None:
    assert [text for text in plan_texts if code_page_of(text)] == []
    assert code_page_of_all(plan_texts) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "2026", "PL1.I.8", "02.04", "café, Zürich, Müller, naïve, Côte d’Ivoire, Nestlé", "El Niño",
        "São Paulo", "5 m², 12 km², 3 m³", "10 µm", "±0,5 °C", "«có» và «Tổ b»", "Ðạt chuẩn",
        "hoà, thuỷ, quý, công, là, và",
        "có cả", "©", "50 ¥", "§ 5", "1ª", "på", "“6 rõ”: Rõ người, rõ việc", "Đắk Lắk, Kon Tum", "🎉 xong",
    ],
)  # fmt: skip
def test_unicode_and_other_languages_are_left_alone(text: str) -> None:
    assert code_page_of(text) is None


@pytest.mark.parametrize(
    ("typed", "page", "meant"),
    [
        (
            "B¸o c¸o cña Thué c¬ së 4 - phêng B¹ch §»ng",
            "tcvn3",
            "Báo cáo của Thuộ cơ sở 4 - phường Bạch Đằng",
        ),
        ("ph\u00adêng", "tcvn3", "phường"),
        ("§¹t", "tcvn3", "Đạt"),
        ("§¶NG ñY PH¦êNG", "tcvn3", "ĐẢNG ỦY PHƯỜNG"),
        ("VÒ kÕ ho¹ch", "tcvn3", "Về kế hoạch"),
        ("Baùo caùo cuûa phöôøng Baïch Ñaèng", "vni", "Báo cáo của phường Bạch Đằng"),
        ("ÑAÛNG UÛY PHÖÔØNG", "vni", "ĐẢNG ỦY PHƯỜNG"),
        ("Vån phòng Ðäng üy phß¶ng B\u00d5ch Ð¢ng", "viscii", None),
        ("Baìo caìo quyì IV", "cp1258", "Báo cáo quý IV"),
        ("BÃ¡o cÃ¡o tÃ\u00a0i chÃ\u00adnh", "utf8", "Báo cáo tài chính"),
        ("Sè liÖu lÊy theo Báo cáo số 12 của phường", "tcvn3", None),
    ],
)
def test_each_code_page_is_told_and_turned(typed: str, page: str, meant: str | None) -> None:
    found = code_page_of(typed)
    assert found is not None
    assert found.key == page
    if meant is not None:
        assert to_unicode(typed, found) == meant


def test_unicode_words_beside_old_ones_stay_as_they_are() -> None:
    text = "Tr×nh duyÖt theo Báo cáo số 12 của phường"
    page = code_page_of(text)
    assert page is not None
    assert to_unicode(text, page) == "Trình duyệt theo Báo cáo số 12 của phường"


@pytest.mark.parametrize(("key", "table"), [("tcvn3", TCVN3), ("vni", VNI)])
def test_the_plan_in_an_old_code_page_comes_back_the_same(
    plan_texts: list[str], key: str, table: dict[str, str]
) -> None:
    texts = [text for text in plan_texts if marked_words(text) > 3]
    typed = ["".join(table.get(c, c) for c in text) for text in texts]
    told = [code_page_of(text) for text in typed]
    missed = [text for text, page in zip(texts, told, strict=True) if page is None or page.key != key]
    assert len(missed) <= len(texts) // 100, missed[:5]
    page = code_page_of_all(typed)
    assert page is not None
    assert page.key == key
    back = [to_unicode(text, page) for text in typed]
    if key == "tcvn3":  # no capitals with tones there
        back, texts = [one.casefold() for one in back], [one.casefold() for one in texts]
    assert [pair for pair in zip(back, texts, strict=True) if pair[0] != pair[1]] == []


def test_every_syllable_of_the_plan_is_one(plan_texts: list[str]) -> None:
    words = {word for text in plan_texts for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()}
    assert {word for word in words if not is_syllable(word)} <= {"HĐND", "ĐT", "NĐ"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tr\u00adêng THCS Lý Tù Träng", "Trường THCS Lý Tự Trọng"),
        ("UBND Hµ An", "UBND Hà An"),
        ("H§ND Tæ 3", "HĐND Tổ 3"),
        ("Sè: 12-KH/§U", "Số: 12-KH/ĐU"),
        ("VÒ VIÖC TRIÓN KHAI", "VỀ VIỆC TRIỂN KHAI"),
    ],
)
def test_a_word_beside_an_abbreviation_is_no_heading(typed: str, meant: str) -> None:
    page = code_page("tcvn3", beside_unicode=False)
    assert page is not None
    assert to_unicode(typed, page) == meant


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    page = code_page_of(text)
    if page is not None:
        assert isinstance(to_unicode(text, page), str)


def test_in_a_file_that_is_partly_unicode_only_old_texts_are_turned() -> None:
    texts = ["Mã chỉ tiêu", "Có", "Quý", "Khách sạn", "B¸o c¸o cña phßng", "cã"]
    page = code_page_of_all(texts)
    assert page is not None
    turned = ["Mã chỉ tiêu", "Có", "Quý", "Khách sạn", "Báo cáo của phòng", "cã"]
    assert [to_unicode(text, page) for text in texts] == turned
    old = ["B¸o c¸o cña phßng", "cã"]
    page = code_page_of_all(old)
    assert page is not None
    assert [to_unicode(text, page) for text in old] == ["Báo cáo của phòng", "có"]
