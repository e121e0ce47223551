"""The glossary of docs/domain.md names what the code calls things, and nothing that is gone."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from plans.models import ItemKind

ROOT = Path(__file__).parent.parent
# Cells, columns, fields: tools, no words of the domain.
TOOLS = {"bachdang.ui", "bachdang.spreadsheet", "bachdang.vietnamese"}
# Named after nouns of the glossary.
MADE_OF_NOUNS = re.compile(r"(Form|Admin|QuerySet|Manager|Error)\b")


@cache
def modules() -> dict[str, ast.Module]:
    """The site's modules by dotted name, without migrations."""
    paths = chain.from_iterable(
        (ROOT / top).rglob("*.py") for top in ("bachdang", "plans", "indicators", "projects")
    )
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    return {
        name: ast.parse(path.read_text("utf-8")) for name, path in named.items() if ".migrations." not in name
    }


def package(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[: 2 if parts[0] == "bachdang" else 1])


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for name, module in modules().items():
        yield from ((name, one) for one in module.body if isinstance(one, ast.ClassDef))


def handed_on() -> set[str]:
    """Classes that two packages or more import from another one."""
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, module in modules().items():
        for line in ast.walk(module):
            if isinstance(line, ast.ImportFrom) and line.module and package(line.module) != package(name):
                for one in line.names:
                    users[package(line.module), one.name].add(package(name))
    known = {(package(module), one.name) for module, one in classes()}
    return {
        one for (home, one), by in users.items() if len(by) > 1 and (home, one) in known and home not in TOOLS
    }


def of_tables() -> set[str]:
    """Models and the vocabularies beside them."""
    return {one.name for module, one in classes() if ".models." in f"{module}."}


def nouns() -> set[str]:
    made = {
        one.name for _, one in classes() if any(MADE_OF_NOUNS.search(ast.unparse(base)) for base in one.bases)
    }
    return (handed_on() | of_tables()) - made


def glossary() -> list[str]:
    text = (ROOT / "docs/domain.md").read_text("utf-8")
    (part,) = re.findall(r"^## Glossary\n(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    cells = re.findall(r"^\| ([A-Z][^|]*) \|", part, re.MULTILINE)
    return [noun for cell in cells for noun in cell.split(", ")]


def test_every_noun_is_in_the_glossary() -> None:
    assert nouns() - set(glossary()) == set()


def test_no_noun_of_the_glossary_is_of_the_past() -> None:
    known = {one.name for _, one in classes()} | {kind.name.title() for kind in ItemKind}

    assert set(glossary()) - known == set()


def test_a_noun_is_explained_once() -> None:
    assert len(glossary()) == len(set(glossary()))
