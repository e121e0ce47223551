"""No request, however odd, is answered with a server error (long form: `make fuzz REQUESTS=10000`)."""

from __future__ import annotations

import os
import sys

import pytest

from tests.fuzzing import Fuzzer
from tests.test_permissions import small_ward

pytestmark = [pytest.mark.dialect, pytest.mark.long]

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "2026"))


# django_tables2 warns of a dot in a key to sort by, although it then ignores keys it does not know.
@pytest.mark.filterwarnings("ignore:Use '__' to separate path components:DeprecationWarning")
@pytest.mark.django_db
def test_no_request_breaks_the_site(capsys: pytest.CaptureFixture[str]) -> None:
    small_ward()
    fuzzer = Fuzzer(SEED)
    faults = fuzzer.faults(REQUESTS)
    if "FUZZ_REQUESTS" in os.environ:
        with capsys.disabled():
            sys.stdout.write(f"\n{REQUESTS} requests, answers {sorted(fuzzer.answers.items())}\n")
    assert not faults, "\n".join(faults)
    # Most requests reach a page or a form instead of bouncing off the door.
    assert fuzzer.answers[200] + fuzzer.answers[422] + fuzzer.answers[302] > REQUESTS / 3
