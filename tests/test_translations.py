"""The words this site puts instead of Django's: what is compiled is what is written."""

from __future__ import annotations

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
ENTRY = re.compile(r'^msgid (".+")\nmsgstr (".+")$', re.M)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_words_are_the_written_ones(domain: str) -> None:
    source = (FOLDER / f"{domain}.po").read_text()
    written = {ast.literal_eval(words): ast.literal_eval(said) for words, said in ENTRY.findall(source)}
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    assert written
    assert {words: compiled.gettext(words) for words in written} == written, (
        f"msgfmt -o {domain}.mo {domain}.po"
    )
