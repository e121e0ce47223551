"""Items of the document (programmes, tasks, projects, duties) with their first terms."""

from __future__ import annotations

from collections.abc import Callable

from bachdang.accounts.models import Unit
from bachdang.planfile.yamlfile import Entry
from bachdang.vietnamese.text import search_fold
from plans.models import Clause, Item, Plan, Terms, TermsUnit, UnitRole
from plans.occurrences import restore_occurrences
from projects.models import Project

Count = Callable[..., None]
KIND_NAMES = {"programme": "Chương trình", "task": "Nhiệm vụ", "project": "Dự án", "duty": "Việc phần C"}
# The programme a group of Phụ lục 1 belongs to: group PL1.IX carries out priority task B.III.9.
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def add_items(
    given: list[Entry], plan: Plan, units: dict[str, Unit], clauses: dict[str, Clause], count: Count
) -> dict[str, Item]:
    """Items by code; new ones are made with their first terms, those that exist are left alone."""
    known = {item.code: item for item in Item.objects.filter(plan=plan)}
    resources = _resources(given)
    for order, entry in enumerate(given, start=1):
        assignment = entry.get("item")
        if assignment is None:
            continue
        kind = KIND_NAMES[assignment["kind"]]
        if entry["key"] in known:
            count(kind, unchanged=1)
            continue
        item = Item.objects.create(
            plan=plan,
            kind=assignment["kind"],
            code=entry["key"],
            order=order,
            clause=clauses[entry["key"]],
            parent=known.get(_programme_of(entry)) if assignment["kind"] == "task" else None,
            reporter=units[assignment["lead"]] if assignment["lead"] else None,
        )
        known[item.code] = item
        words = _words(entry, resources)
        _first_terms(item, plan, assignment, words, units)
        if assignment["kind"] == "project":
            Project.objects.create(item=item, group=assignment["group"], field=assignment.get("field", ""))
        count(kind, added=1)
    if restored := restore_occurrences(plan=plan):
        count("Lần thực hiện", added=restored)
    return known


def _programme_of(entry: Entry) -> str:
    """The key of the programme: as the task says, else by its group."""
    return str(entry["item"].get("programme") or programme_of_group(entry["key"]))


def programme_of_group(key: str) -> str:
    """The programme that a group stands for by its number, "" where groups are not numbered like that."""
    group = ROMAN.get(key.split(".")[1]) if "." in key else None
    return f"B.III.{group}" if group else ""


def _resources(given: list[Entry]) -> dict[str, str]:
    """The sources of funds of each programme: what follows the colon of its line."""
    return {
        entry["parent"]: entry["text"].split(":", 1)[-1].strip()
        for entry in given
        if entry["kind"] == "resources"
    }


def _words(entry: Entry, resources: dict[str, str]) -> dict[str, str]:
    """Title, product and resources of an item, in the document's own words."""
    cells: list[str] = entry.get("cells", [])
    if entry["kind"] == "task":
        return {"title": cells[1].strip(), "product": cells[5].strip(), "resources": ""}
    if entry["kind"] == "project":
        return {"title": cells[1].strip(), "product": "", "resources": cells[2].strip()}
    return {"title": entry["text"], "product": "", "resources": resources.get(entry["key"], "")}


def _first_terms(
    item: Item, plan: Plan, assignment: Entry, words: dict[str, str], units: dict[str, Unit]
) -> None:
    terms = Terms.objects.create(
        item=item,
        valid_from=plan.starts,
        starts=assignment.get("starts"),
        ends=assignment.get("ends"),
        recurrence=assignment["recurrence"] or "",
        folded=search_fold(f"{words['title']} {words['product']}"),
        **words,
    )
    roles: list[tuple[str | None, str]] = [(assignment["lead"], UnitRole.LEAD)]
    roles += [(code, UnitRole.COOPERATING) for code in assignment["cooperating"]]
    TermsUnit.objects.bulk_create(
        TermsUnit(terms=terms, unit=units[code], role=role) for code, role in roles if code is not None
    )
