"""The catalogue of indicators and their targets, each written once with its first terms."""

from __future__ import annotations

from bachdang.accounts.models import Unit
from bachdang.planfile.items import Count
from bachdang.planfile.yamlfile import Entry
from bachdang.vietnamese.text import search_fold
from indicators.counting import DENOMINATOR, NUMERATOR, VALUE, counted_parts
from indicators.models import Citation, Indicator, Target, TargetTerms
from indicators.rules import DerivedRule
from indicators.terms.measure_units import keep_measures
from plans.models import Clause, Item, ItemKind, Plan, Terms, TermsUnit, UnitRole

SHARED = ("numerator_from", "denominator_from")
"""The parts of a rate that may be the figure of another indicator."""


def add_indicators(
    given: list[Entry],
    plan: Plan,
    units: dict[str, Unit],
    clauses: dict[str, Clause],
    items: dict[str, Item],
    count: Count,
) -> None:
    """New indicators with their targets; those that exist are left alone."""
    known = {one.item.code: one for one in Indicator.objects.filter(item__plan=plan).select_related("item")}
    new = []
    for order, entry in enumerate(given, start=1):
        if entry["code"] in known:
            count("Chỉ tiêu", unchanged=1)
            continue
        known[entry["code"]] = _add(entry, order, plan, units, items)
        new.append(entry)
        count("Chỉ tiêu", added=1)
        for target in entry["targets"]:
            _add_target(target, known[entry["code"]], plan, clauses)
            count("Mục tiêu", added=1)
    keep_measures(plan, (entry["measure"] for entry in new))
    for entry in new:
        _link(known[entry["code"]], entry, known)


def _add(entry: Entry, order: int, plan: Plan, units: dict[str, Unit], items: dict[str, Item]) -> Indicator:
    programme = items[entry["programme"]]
    named = units[entry["reporter"]] if "reporter" in entry else None
    item = Item.objects.create(
        plan=plan,
        kind=ItemKind.INDICATOR,
        code=entry["code"],
        order=order,
        parent=programme,
        reporter=named or programme.reporter,
    )
    terms = Terms.objects.create(
        item=item,
        valid_from=plan.starts,
        title=entry["name"],
        folded=search_fold(f"{entry['name']} {entry['code']}"),
    )
    if named is not None:
        # The unit the document itself names.
        TermsUnit.objects.create(terms=terms, unit=named, role=UnitRole.LEAD)
    counts = counted_by(entry)
    return Indicator.objects.create(
        item=item,
        measure=entry["measure"],
        direction=entry["direction"],
        frequency=entry["frequency"],
        accumulation=entry["accumulation"],
        denominator_accumulation=entry.get("denominator", ""),
        numerator_name=entry.get("numerator_name", ""),
        denominator_name=entry.get("denominator_name", ""),
        scale=entry.get("scale", 1),
        part_of_whole=entry["part_of_whole"],
        counted=VALUE in counts or NUMERATOR in counts,
        denominator_counted=DENOMINATOR in counts,
        headline=entry.get("headline"),
    )


def mark_headlines(given: list[Entry], plan: Plan) -> int:
    """Mark the file's headline indicators where none is marked; how many. Then they are the office's."""
    rows = Indicator.objects.filter(item__plan=plan)
    if rows.filter(headline__isnull=False).exists():
        return 0
    places = {entry["code"]: entry["headline"] for entry in given if "headline" in entry}
    marked = list(rows.filter(item__code__in=places).select_related("item"))
    for one in marked:
        one.headline = places[one.item.code]
    Indicator.objects.bulk_update(marked, ["headline"])
    return len(marked)


def counted_by(entry: Entry) -> list[str]:
    """The parts that count things: as the file says, else as the words of the entry are read."""
    read = counted_parts(
        entry["measure"],
        is_rate="denominator" in entry,
        numerator_name=entry.get("numerator_name", ""),
        denominator_name=entry.get("denominator_name", ""),
    )
    return list(entry.get("counts", read))


def _add_target(entry: Entry, indicator: Indicator, plan: Plan, clauses: dict[str, Clause]) -> None:
    target = Target.objects.create(indicator=indicator, series=entry["series"])
    TargetTerms.objects.create(
        target=target,
        valid_from=plan.starts,
        kind=entry["kind"],
        operator=entry.get("operator", ""),
        value=entry.get("value"),
        horizon=entry["horizon"],
        since=entry.get("since"),
        inferred=list(entry.get("inferred", [])),
    )
    Citation.objects.bulk_create(Citation(target=target, clause=clauses[key]) for key in entry["cites"])


def _link(indicator: Indicator, entry: Entry, known: dict[str, Indicator]) -> None:
    """Links to other indicators, once all of them exist."""
    if "derived" in entry:
        indicator.derived_rule = entry["derived"]["rule"]
        sources = [known[code] for code in entry["derived"]["from"]]
        indicator.derived_from = sources[0]
        indicator.derived_by = sources[1] if indicator.derived_rule == DerivedRule.RATIO_OF else None
    if "part_of" in entry:
        indicator.part_of = known[entry["part_of"]]
    for name in SHARED:
        if name in entry:
            setattr(indicator, name, known[entry[name]])
    if {"derived", "part_of", *SHARED} & entry.keys():
        indicator.save(update_fields=["derived_rule", "derived_from", "derived_by", "part_of", *SHARED])


def share_quantities(given: list[Entry], plan: Plan) -> list[Indicator]:
    """Existing rates that the file lets share a quantity and that still type it, linked to its indicator.

    Nothing else of them changes, and figures that were typed stay.
    """
    indicators = Indicator.objects.filter(item__plan=plan).select_related("item")
    known = {one.item.code: one for one in indicators}
    linked = []
    for entry in given:
        indicator = known[entry["code"]]
        missing = [name for name in SHARED if name in entry and getattr(indicator, f"{name}_id") is None]
        if not missing or not indicator.is_rate or indicator.derived_rule:
            continue
        for name in missing:
            setattr(indicator, name, known[entry[name]])
        indicator.save(update_fields=missing)
        linked.append(indicator)
    return linked
