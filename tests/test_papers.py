"""The papers of the project speak of what is there: paths, modules and names in docs/ and in the READMEs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOPS = ["bachdang", "plans", "indicators", "projects", "templates", "static", "tests", "fixtures", "docs"]
PAPERS = [
    *(
        f"docs/{name}.md"
        for name in ("architecture", "CHANGELOG", "CONTRIBUTING", "deploy", "domain", "formats", "testing")
    ),
    *sorted(path.relative_to(ROOT).as_posix() for top in TOPS for path in (ROOT / top).rglob("README.md")),
]
# Where the paths of a paper may begin, beside its own folder.
BASES = [ROOT, ROOT / "bachdang"]
# Made by commands, not kept.
MADE = re.compile(r"^(\.venv|node_modules|var)/")
SUFFIXES = {".py", ".md", ".js", ".css", ".html", ".toml", ".yaml", ".json"}


@pytest.mark.parametrize("paper", PAPERS)
def test_what_a_paper_names_exists(paper: str) -> None:
    assert [word for word in named_in((ROOT / paper).read_text("utf-8")) if not exists(word, paper)] == []


@pytest.mark.parametrize(
    "word",
    [
        "bachdang/office/scope.py",
        "reporting/flow/nothing.py",
        "adr/0000-nothing.md",
        "nothing_here.py",
        "indicators.nothing",
        "plans.rules.nothing_at_all",
        "Terms.nothing_at_all",
        "nothing_at_all",
    ],
)
def test_what_does_not_exist_is_found(word: str) -> None:
    assert list(named_in(f"It stands in `{word}`, they say.")) == [word]
    assert not exists(word, "docs/architecture.md")


def named_in(text: str) -> Iterator[str]:
    """What a paper says that the repository must hold: paths, files, dotted names, names of code.

    Read are code words (`…`), the targets of links, and paths that begin like ours. Not read are drawings
    and examples between fences, and names in tables that define a format (keys are no code).
    """
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    yield from re.findall(rf"(?<![\w/`.*-])(?:{'|'.join(TOPS)})/[\w./-]*\w/?", text)
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if "://" not in link:
            yield link
    for code in re.findall(r"`([^`\n]+)`", text):
        if is_name(code):
            yield code
        else:
            yield from (word for word in code.split() if word.startswith(tuple(f"{top}/" for top in TOPS)))


def is_name(code: str) -> bool:
    """Whether a code word is a path, a dotted name or a name with underscores; names of formats are none."""
    if re.fullmatch(r"[a-z-]+/\d", code):
        return False
    path = re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*/?", code) and ("/" in code or Path(code).suffix in SUFFIXES)
    dotted = re.fullmatch(
        r"(?:[A-Z][a-z]\w+|bachdang|plans|indicators|projects|tests)(?:\.[a-zA-Z_]\w*)+", code
    )
    return bool(path or dotted or re.fullmatch(r"[a-z]+(?:_[a-z]+)+", code))


def exists(word: str, paper: str) -> bool:
    """Whether a path, file, dotted name or name of code is there."""
    if MADE.search(word):
        return True
    if "/" in word:
        return any((base / word).exists() for base in [*BASES, (ROOT / paper).parent])
    if Path(word).suffix in SUFFIXES:
        return word in every_file() or (ROOT / paper).with_name(word).exists()
    if "." in word:
        return is_dotted(word)
    return word in every_word()


def is_dotted(name: str) -> bool:
    """A module with what is named in it, or a class with its attribute."""
    first, *rest = name.split(".")
    if first[0].isupper():
        homes = [
            text for text in everything().values() if re.search(rf"^ *class {first}\b", text, re.MULTILINE)
        ]
        return any(re.search(rf"\b{rest[0]}\b", text) for text in homes)
    for count in range(len(rest), 0, -1):
        path = "/".join([first, *rest[:count]])
        text = everything().get(f"{path}.py", everything().get(f"{path}/__init__.py"))
        if text is not None:
            return all(re.search(rf"\b{word}\b", text) for word in rest[count:])
    return False


@cache
def everything() -> dict[str, str]:
    """All Python of the repository by path; not this file, which names what does not exist."""
    found = [path for top in TOPS for path in (ROOT / top).rglob("*.py") if path != Path(__file__)]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}


@cache
def every_word() -> set[str]:
    """The words of the code, and the names of modules, among them those of commands."""
    modules = {path.rpartition("/")[2].removesuffix(".py") for path in everything()}
    return modules | set(re.findall(r"\w+", " ".join(everything().values())))


@cache
def every_file() -> set[str]:
    """Names of all files that are kept, wherever they stand."""
    deep = {path.name for top in TOPS for path in (ROOT / top).rglob("*.*")}
    return deep | {path.name for path in ROOT.iterdir()} | {path.name for path in (ROOT / ".ci").iterdir()}
