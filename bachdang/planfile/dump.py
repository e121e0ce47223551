"""Writing the document back: what load_plan would read again, not the state it was amended to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from django.db.models import Exists, OuterRef, QuerySet

from bachdang.accounts.models import Locality, Unit
from bachdang.planfile.items import programme_of_group
from bachdang.planfile.schema import FORMAT
from indicators.counting import PARTS, counted_parts
from indicators.models import Indicator, Target, TargetTerms
from plans.models import Clause, Item, ItemKind, Plan, Question, QuestionAbout, Terms, UnitRole
from plans.six_clear import is_generic, units_of

Data = dict[str, Any]


def plan_as_data(plan: Plan) -> Data:
    """The plan file's content: format, plan, notes, units, clauses, indicators, in document order."""
    first = _first_terms(plan)
    asked = _questions(plan)
    return {
        "format": FORMAT,
        "plan": _plan(plan),
        **({"notes": plan.notes} if plan.notes else {}),
        "units": units_as_data(plan.locality),
        "clauses": [_clause(clause, first, asked) for clause in _clauses(plan)],
        "indicators": [_indicator(one, first, asked) for one in _indicators(plan)],
    }


def units_as_data(locality: Locality) -> list[Data]:
    """The units of a ward, as the plan file lists them."""
    return [_unit(unit) for unit in Unit.objects.filter(locality=locality).select_related("parent")]


def as_json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain) + "\n"


def as_yaml(data: Data) -> str:
    """Readable YAML, one blank line between the parts."""
    return "\n".join(
        yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
        for key, value in data.items()
    )


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _given(pairs: Iterable[tuple[str, Any]]) -> Data:
    """Only the fields that say something."""
    return {key: value for key, value in pairs if value not in (None, "", [])}


def _locality(locality: Locality) -> Data:
    above = {"parent": _locality(locality.parent)} if locality.parent else {}
    return {"code": locality.code, "name": locality.name, **above}


def _plan(plan: Plan) -> Data:
    return {
        "code": plan.code,
        "locality": _locality(plan.locality),
        "title": plan.title,
        **({"number": plan.number} if plan.number else {}),
        **({"issued_on": plan.issued_on} if plan.issued_on else {}),
        "issuer": plan.issuer,
        "source_programme": plan.source_programme,
        "starts": plan.starts,
        "ends": plan.ends,
        **({} if plan.vision is None else {"vision": plan.vision}),
        "slow_band": _number(plan.slow_band),
        **({} if plan.lenient_quarters == 2 else {"lenient_quarters": plan.lenient_quarters}),
        "tolerance": _number(plan.tolerance),
        "due_soon_days": plan.due_soon_days,
        "axes": plan.axes,
    }


def _unit(unit: Unit) -> Data:
    return _given(
        [
            ("code", unit.code),
            ("name", unit.name),
            ("short", unit.short),
            ("kind", unit.kind),
            ("parent", unit.parent.code if unit.parent else None),
            ("order", unit.order),
            ("aliases", unit.aliases),
        ]
    )


def _clauses(plan: Plan) -> Iterable[Clause]:
    return (
        Clause.objects.filter(plan=plan)
        .select_related("parent", "item__project", "item__parent")
        .order_by("order")
    )


def _first_terms(plan: Plan) -> dict[int, Terms]:
    """Each item's first terms: what the document itself said."""
    found: dict[int, Terms] = {}
    for terms in Terms.objects.filter(item__plan=plan).prefetch_related("units__unit").order_by("valid_from"):
        found.setdefault(terms.item_id, terms)
    return found


Asked = dict[tuple[int | str, str], list[str]]


def _questions(plan: Plan) -> Asked:
    """Questions by clause id or indicator code and what they are about, as they were asked."""
    found: Asked = defaultdict(list)
    for question in Question.objects.filter(plan=plan, finding="").order_by("pk"):
        found[question.clause_id or question.indicator_code, question.about].append(question.text)
    return found


def _clause(clause: Clause, first: dict[int, Terms], asked: Asked) -> Data:
    item = getattr(clause, "item", None)
    return _given(
        [
            ("key", clause.key),
            ("parent", clause.parent.key if clause.parent else None),
            ("kind", clause.kind),
            ("marker", clause.marker),
            ("place", clause.place),
            ("text", clause.text if clause.cells is None else None),
            ("cells", clause.cells),
            ("corrections", clause.corrections),
            ("lead_questions", asked.get((clause.pk, QuestionAbout.LEAD))),
            ("questions", asked.get((clause.pk, ""))),
            ("not_measured", clause.not_measured),
            ("item", _item(item, first[item.pk]) if item else None),
        ]
    )


def _units_of(terms: Terms, role: str, generic: bool = False) -> list[str]:
    """Codes of the units of a role as they were given; only the bodies without a name when `generic`."""
    found = sorted(units_of(terms, role), key=lambda one: one.pk)
    return [one.unit.code for one in found if not generic or is_generic(one.unit.name)]


def _item(item: Item, terms: Terms) -> Data:
    """As the document says it: what was filled in here is no part of it."""
    ours = terms.filled
    leads = [] if "lead" in ours else _units_of(terms, UnitRole.LEAD)
    project = getattr(item, "project", None) if item.kind == ItemKind.PROJECT else None
    return {
        "kind": item.kind,
        **_given([("programme", _stated_programme(item))]),
        **(_given([("group", project.group), ("field", project.field)]) if project else {}),
        "lead": leads[0] if leads else None,
        "cooperating": _units_of(terms, UnitRole.COOPERATING, generic="cooperating" in ours),
        **_given([(key, getattr(terms, key)) for key in ("starts", "ends") if key not in ours]),
        "recurrence": (terms.recurrence or None) if "recurrence" not in ours else None,
    }


def _stated_programme(item: Item) -> str:
    """The programme of a task, where the number of its group does not say it."""
    code = item.parent.code if item.kind == ItemKind.TASK and item.parent else ""
    return code if code != programme_of_group(item.code) else ""


def _indicators(plan: Plan) -> Iterable[Indicator]:
    """Those of the document; what a decision added is not part of it."""
    return (
        Indicator.objects.filter(item__plan=plan)
        .exclude(item__terms_set__in=_added_terms(plan))
        .select_related("item__parent", "derived_from__item", "derived_by__item", "part_of__item")
        .select_related("numerator_from__item", "denominator_from__item")
        .prefetch_related("targets__terms_set", "targets__citations__clause")
        .order_by("item__order")
    )


def _added_terms(plan: Plan) -> QuerySet[Terms]:
    """First terms that rest on a decision: their item was added by it."""
    versions = Terms.objects.filter(item=OuterRef("item"), valid_from__lt=OuterRef("valid_from"))
    added = Terms.objects.filter(item__plan=plan, decision__isnull=False)
    return added.filter(~Exists(versions))


def _indicator(indicator: Indicator, first: dict[int, Terms], asked: Asked) -> Data:
    terms = first[indicator.pk]
    leads = _units_of(terms, UnitRole.LEAD)
    sources = [one.item.code for one in (indicator.derived_from, indicator.derived_by) if one]
    return {
        "code": indicator.item.code,
        "name": terms.title,
        "programme": indicator.item.parent.code if indicator.item.parent else None,
        "measure": indicator.measure,
        "direction": indicator.direction,
        "frequency": indicator.frequency,
        "accumulation": indicator.accumulation,
        **_given(
            [
                ("denominator", indicator.denominator_accumulation),
                ("numerator_name", indicator.numerator_name),
                ("denominator_name", indicator.denominator_name),
                ("scale", int(indicator.scale) if indicator.is_rate else None),
            ]
        ),
        **_counts(indicator),
        "part_of_whole": indicator.part_of_whole,
        **_given(
            [
                ("headline", indicator.headline),
                ("derived", {"rule": indicator.derived_rule, "from": sources} if sources else None),
                ("numerator_from", indicator.numerator_from.item.code if indicator.numerator_from else None),
                (
                    "denominator_from",
                    indicator.denominator_from.item.code if indicator.denominator_from else None,
                ),
                ("part_of", indicator.part_of.item.code if indicator.part_of else None),
                ("reporter", leads[0] if leads else None),
            ]
        ),
        "targets": [_target(target) for target in indicator.targets.all() if not _is_added(target)],
        **_given([("questions", asked.get((indicator.item.code, "")))]),
    }


def _counts(indicator: Indicator) -> Data:
    """The parts that count things, where the words of the indicator would not be read so."""
    read = counted_parts(
        indicator.measure,
        is_rate=indicator.is_rate,
        numerator_name=indicator.numerator_name,
        denominator_name=indicator.denominator_name,
    )
    counts = [part for part in PARTS if indicator.counts(part)]
    return {} if counts == read else {"counts": counts}


def _first_goal(target: Target) -> TargetTerms:
    first: TargetTerms = min(target.terms_set.all(), key=lambda one: one.valid_from)
    return first


def _is_added(target: Target) -> bool:
    return _first_goal(target).decision_id is not None


def _target(target: Target) -> Data:
    terms = _first_goal(target)
    return {
        "series": target.series,
        "kind": terms.kind,
        **_given(
            [("operator", terms.operator), ("value", None if terms.value is None else _number(terms.value))]
        ),
        "horizon": terms.horizon,
        **_given([("inferred", terms.inferred), ("since", terms.since)]),
        "cites": [one.clause.key for one in sorted(target.citations.all(), key=lambda one: one.pk)],
    }
