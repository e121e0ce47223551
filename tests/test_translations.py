"""The words this site puts instead of Django's: what is compiled is what is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils.translation import ngettext, override

FOLDER = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES"
ENTRY = re.compile(r'^msgid (".+")\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? (".+")$', re.M)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_compiled_words_are_the_written_ones(domain: str) -> None:
    source = (FOLDER / f"{domain}.po").read_text()
    written = {ast.literal_eval(words): ast.literal_eval(said) for words, said in ENTRY.findall(source)}
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        catalogue = vars(GNUTranslations(file))["_catalog"]
    compiled = {
        (key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2]: said
        for key, said in catalogue.items()
        if key
    }
    assert written
    assert compiled == written, f"msgfmt -o {domain}.mo {domain}.po"


DJANGO = Path(django.__file__).parent
SOURCES = {
    "django": ("conf", "contrib/admin", "contrib/auth"),
    "djangojs": ("contrib/admin",),
}
# Names of languages, pages for programmers, pages that the site has of its own.
NEVER_SHOWN = ("conf/global_settings.py", "views/", "http/", "contrib/admindocs")
STRING = r'((?:".*"\n)+)'
WORDS = re.compile(
    rf"((?:^#.*\n)*)(?:^msgctxt {STRING})?^msgid {STRING}(?:msgid_plural {STRING})?msgstr", re.M
)


def _joined(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.splitlines())


Key = str | tuple[str, int]
"""How gettext finds words: with their context, those with a plural under the first of its forms."""


def words_of_django(domain: str) -> Iterator[Key]:
    """All that Django's forms, accounts and administration may say."""
    for app in SOURCES[domain]:
        source = (DJANGO / app / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po").read_text()
        for comments, context, words, plural in WORDS.findall(source):
            places = re.findall(r"^#: (\S+):", comments, re.M)
            if _joined(words) and not all(one.startswith(NEVER_SHOWN) for one in places):
                key = f"{_joined(context)}\x04{_joined(words)}" if context else _joined(words)
                yield (key, 0) if plural else key


@pytest.mark.parametrize("domain", SOURCES)
def test_whatever_django_may_say_is_vietnamese(domain: str) -> None:
    """Not only what was met on a page: a form with two errors says other words than one with one."""
    theirs = [DJANGO / app / "locale" / "vi" / "LC_MESSAGES" for app in SOURCES[domain]]
    known: set[Key] = set()
    for folder in (FOLDER, *theirs):
        if (folder / f"{domain}.mo").exists():
            with (folder / f"{domain}.mo").open("rb") as file:
                known.update(vars(GNUTranslations(file))["_catalog"])
    assert [key for key in words_of_django(domain) if key not in known] == []


def test_two_errors_are_told_in_vietnamese() -> None:
    with override("vi"):
        said = ngettext("Please correct the error below.", "Please correct the errors below.", 2)
    assert said == "Xin sửa các lỗi dưới đây."
