"""What may be amended under a decision, as one list to choose from, and where each choice leads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from indicators.models import Target
from plans.models import Decision, ItemKind, Plan, Terms
from plans.terms.amending import AMENDED_KINDS

DECISION_PARAMETER = "quyet-dinh"
_ITEM, _TARGET, _FURTHER = "viec", "muc-tieu", "them"
_SEPARATOR = ":"


@dataclass(frozen=True)
class ChoiceGroup:
    """Things of one kind: (key, label)."""

    label: str
    choices: list[tuple[str, str]]


def choice_groups(plan: Plan) -> list[ChoiceGroup]:
    """Items by kind, targets, and indicators that may get a further target. Two queries."""
    newest: dict[int, Terms] = {}
    terms = Terms.objects.filter(item__plan=plan).select_related("item").order_by("item__order", "valid_from")
    for one in terms:
        newest[one.item_id] = one
    targets = Target.objects.filter(indicator__item__plan=plan).select_related("indicator__item")
    targets = targets.order_by("indicator__item__order", "indicator_id", "series")
    groups = [
        ChoiceGroup(
            ItemKind(kind).label,
            [
                (f"{_ITEM}{_SEPARATOR}{one.item.code}", _label(one.item.code, one.title))
                for one in newest.values()
                if one.item.kind == kind
            ],
        )
        for kind in AMENDED_KINDS
    ]
    named = [(one, newest[one.indicator_id].title) for one in targets if one.indicator_id in newest]
    groups.append(
        ChoiceGroup(
            "Mục tiêu của chỉ tiêu",
            [
                (
                    _SEPARATOR.join([_TARGET, one.indicator.item.code, one.series]),
                    _label(f"{one.indicator.item.code} ({one.series})", title),
                )
                for one, title in named
            ],
        )
    )
    further = {one.indicator.item.code: title for one, title in named}
    groups.append(
        ChoiceGroup(
            "Thêm mục tiêu cho chỉ tiêu đã có",
            [(f"{_FURTHER}{_SEPARATOR}{code}", _label(code, title)) for code, title in further.items()],
        )
    )
    return [group for group in groups if group.choices]


def _label(code: str, title: str) -> str:
    text = f"{code}. {title}"
    return text if len(text) <= 100 else f"{text[:99]}…"


def chosen_url(decision: Decision, key: str) -> str:
    """The page a choice leads to; "" for what is none."""
    kind, _, rest = key.partition(_SEPARATOR)
    code, _, series = rest.partition(_SEPARATOR)
    if not code:
        return ""
    query = f"?{urlencode({DECISION_PARAMETER: decision.pk})}"
    if kind == _ITEM:
        return reverse("amend_item", args=[code]) + query
    if kind == _TARGET and series:
        return reverse("amend_target", args=[code, series]) + query
    if kind == _FURTHER:
        return reverse("add_target", args=[decision.pk, code])
    return ""
