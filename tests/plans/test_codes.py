"""The short code of a snapshot: printed, typed back in any manner, and found again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.codes import beginning_of, code_of

FINGERPRINT = hashlib.sha256(b"rows").hexdigest()


def test_a_code_is_four_groups_of_four() -> None:
    groups = code_of(FINGERPRINT).split("-")
    assert [len(one) for one in groups] == [4, 4, 4, 4]
    assert set("".join(groups)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@given(st.binary(min_size=32, max_size=32))
def test_every_code_leads_back_to_its_fingerprint(digest: bytes) -> None:
    beginning = beginning_of(code_of(digest.hex()))
    assert beginning is not None
    assert len(beginning) == 20
    assert digest.hex().startswith(beginning)


TYPED: dict[str, Callable[[str], str]] = {
    "small letters": str.lower,
    "no dashes": lambda code: code.replace("-", ""),
    "other dashes": lambda code: code.replace("-", " – "),
    "the whole line": lambda code: f"Bản 12 · mã {code} ",
    "misread": lambda code: code.replace("O", "0").replace("I", "1").replace("B", "8"),
}


@pytest.mark.parametrize("manner", TYPED)
def test_case_spaces_dashes_and_look_alikes_do_not_matter(manner: str) -> None:
    for number in range(40):
        fingerprint = hashlib.sha256(str(number).encode()).hexdigest()
        assert fingerprint.startswith(str(beginning_of(TYPED[manner](code_of(fingerprint)))))


NO_CODES = ["", "ABCD", "ABCD-EFGH-IJKL-MNO", "ABCD-EFGH-IJKL-MNOPQ", "9999-9999-9999-9999"]


@pytest.mark.parametrize("typed", NO_CODES)
def test_what_is_no_code_finds_nothing(typed: str) -> None:
    assert beginning_of(typed) is None
