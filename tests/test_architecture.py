"""The house as it stands: floors, contract, sizes, mirrors, a README in each room."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

ROOT = Path(__file__).parent.parent
TOPS = ["bachdang", "plans", "indicators", "projects", "templates", "static", "tests", "fixtures", "docs"]
# From the ground up; no other package has tables.
FLOORS = ["accounts", "plans", "indicators", "projects"]
# What is no room: made for one data base, made up for a demonstration, a photographer.
APART = re.compile(r"/migrations/|^bachdang/demo/|take_screenshots\.py$")

LARGEST_SHARE = 0.15
MOST_FILES = 20
# What is still larger; a package that has come under the limit must leave this list.
STILL_LARGE: set[str] = set()
STILL_CROWDED: set[str] = set()

# Wiring, and Django's words and formats: nothing imports them.
WIRING = {"apps", "formats", "settings", "wsgi"}
# Templates of Django and its admin that are replaced; what the rooms share is `ui`'s.
TEMPLATES = {"admin", "django", "registration", "components", "forms"}
# Tests of the whole house, and what tests are made of.
TESTS = {"archives", "bench", "faults", "browser", "deploy", "factories"}


@cache
def production() -> dict[str, str]:
    """The site's Python by path, without what stands APART."""
    found = [
        path for top in ("bachdang", "plans", "indicators", "projects") for path in (ROOT / top).rglob("*.py")
    ]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in found}
    return {path: text for path, text in sorted(texts.items()) if not APART.search(path)}


def package_of(path: str) -> str:
    """The room of a file: a package at the top, or one inside `bachdang`."""
    parts = path.split("/")
    return "/".join(parts[: 2 if parts[0] == "bachdang" and len(parts) > 2 else 1])


def rooms() -> set[str]:
    """Packages and single modules that may be imported, by their last name."""
    inside = {path.stem for path in (ROOT / "bachdang").iterdir() if is_code(path)}
    return (inside | {"plans", "indicators", "projects"}) - WIRING - {"__init__"}


def is_code(path: Path) -> bool:
    return path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())


def layers() -> list[set[str]]:
    """The import contract from the roof down, each floor as the last names of what stands on it."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return [{name.split(".")[-1] for name in line.split(" | ")} for line in contract[0]["layers"]]


def test_only_the_floors_have_tables() -> None:
    tabled = {
        config.label
        for config in apps.get_app_configs()
        if not config.name.startswith("django") and any(config.get_models()) and config.label != "axes"
    }

    assert tabled == set(FLOORS)


def test_relations_go_down_only() -> None:
    """A foreign key written as a string is an import too, which import-linter does not see."""
    upward = [
        f"{model.__name__}.{field.name} → {target}"
        for floor, label in enumerate(FLOORS)
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        if field.is_relation and isinstance(field.related_model, type)
        if (target := field.related_model._meta.app_label) in FLOORS and FLOORS.index(target) > floor
    ]

    assert upward == []


def test_the_import_contract_names_every_room() -> None:
    assert set().union(*layers()) == rooms()


def test_the_drawing_shows_the_floors_of_the_contract() -> None:
    """Each line of the drawing that holds names is one floor, in the contract's order."""
    drawing = (ROOT / "docs/architecture.md").read_text("utf-8").split("```")[1]
    boxes = [re.findall(r"│ (\w+)", line) for line in drawing.splitlines()]

    assert [set(names) for names in boxes if names] == layers()


def test_no_package_holds_too_much_of_the_house() -> None:
    lines = Counter[str]()
    for path, text in production().items():
        lines[package_of(path)] += text.count("\n")
    whole = lines.total()

    assert {name for name, count in lines.items() if count > LARGEST_SHARE * whole} == STILL_LARGE


def test_no_folder_is_crowded() -> None:
    files = Counter(path.rpartition("/")[0] for path in production())

    assert {folder for folder, count in files.items() if count > MOST_FILES} == STILL_CROWDED


@pytest.mark.parametrize(("top", "others"), [("templates", TEMPLATES), ("tests", TESTS)])
def test_templates_and_tests_mirror_the_rooms(top: str, others: set[str]) -> None:
    folders = {path.name for path in (ROOT / top).iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert folders - others <= rooms()
    assert others <= folders


def test_every_package_has_tests_of_its_own() -> None:
    packages = {name for name in rooms() if not (ROOT / "bachdang" / f"{name}.py").exists()}

    assert {name for name in packages if not list((ROOT / "tests" / name).glob("test_*.py"))} == set()


def test_every_package_says_in_a_readme_what_it_is_for() -> None:
    named = {package_of(path) for path in production() if "/" in path} - {"bachdang", "bachdang/formats"}
    folders = {*named, "bachdang/demo", "templates", "static", "tests", "fixtures", "docs/adr"}

    assert {folder for folder in folders if not (ROOT / folder / "README.md").exists()} == set()


def test_a_readme_is_short_and_no_copy_of_another() -> None:
    readmes = [path for top in TOPS for path in (ROOT / top).rglob("README.md")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in readmes}
    lines = Counter(line for text in texts.values() for line in set(text.splitlines()) if len(line) > 30)

    assert {name for name, text in texts.items() if not 4 < len(text.splitlines()) < 26} == set()
    assert [line for line, count in lines.items() if count > 1 and not line.startswith("|")] == []
