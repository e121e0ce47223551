"""The versions of an item or target one after the other, and what each decision of the plan changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.urls import reverse

from bachdang.scope.links import item_url
from bachdang.scope.scopes import Scope
from indicators.models import Indicator, TargetTerms
from indicators.standings import TargetVersions
from indicators.terms.adding import NewIndicator
from indicators.terms.goals import GoalDraft
from plans.models import Decision, Item, ItemKind, Terms, TermsState
from plans.terms.comparing import Act, Change, act_of, compare
from plans.terms.decisions import last_locked, latest_locked, said
from plans.terms.drafts import TermsDraft
from plans.terms.validity import Locked, withdrawal_fault

Stored = TypeVar("Stored", Terms, TargetTerms)
WITHDRAW = {Terms: "withdraw_terms", TargetTerms: "withdraw_target"}


@dataclass(frozen=True)
class Version:
    """What held from `since` to `until` (None: still), and what it changed against the one before."""

    stored: Terms | TargetTerms
    act: Act
    until: date | None
    changes: list[Change]
    can_withdraw: bool = False
    shown: bool = False

    @property
    def pk(self) -> int:
        return self.stored.pk

    @property
    def since(self) -> date:
        return self.stored.valid_from

    @property
    def decision(self) -> Decision | None:
        return self.stored.decision

    @property
    def ground(self) -> str:
        return said(self.decision)

    @property
    def act_label(self) -> str:
        return self.act.label if self.decision else "Ban hành"

    @property
    def state_label(self) -> str:
        return TermsState(self.stored.state).label

    @property
    def withdraw(self) -> str:
        """The name of the page that takes it back."""
        return WITHDRAW[type(self.stored)]


@dataclass(frozen=True)
class Amendments:
    """The versions of one item or target for its page; `amend` leads on to amending, "" for others."""

    title: str
    html_id: str
    versions: list[Version]
    amend: str = ""


def item_amendments(item: Item, stored: Sequence[Terms], scope: Scope, *, may_amend: bool) -> Amendments:
    """What an item said, now and before: `stored`, the oldest first. No query."""
    words = [TermsDraft.of(one).words for one in stored]
    versions = _versions(stored, words, latest_locked(scope.periods), scope.ends)
    amend = reverse("amend_item", args=[item.code]) if may_amend else ""
    return Amendments("Các lần điều chỉnh", "versions", versions, amend)


def target_amendments(
    indicator: Indicator, stored: Sequence[TargetVersions], scope: Scope, *, may_amend: bool
) -> list[Amendments]:
    """The same of every target of an indicator, also of those that have ended."""
    locked = latest_locked(scope.periods)
    several = len(stored) > 1
    return [
        Amendments(
            f"Các lần điều chỉnh mục tiêu {target.series}" if several else "Các lần điều chỉnh mục tiêu",
            f"versions-{target.pk}",
            _versions(terms, [GoalDraft.of(one).words(indicator) for one in terms], locked, scope.ends),
            reverse("amend_target", args=[indicator.item.code, target.series]) if may_amend else "",
        )
        for target, terms in stored
    ]


def _versions(
    stored: Sequence[Stored],
    words: Sequence[dict[str, str]],
    locked: Locked | None,
    day: date | None = None,
) -> list[Version]:
    """`stored` in order of time, `words` what each says; the one that holds on `day` is marked."""
    found = []
    shown = max((one.valid_from for one in stored if day and one.valid_from <= day), default=None)
    for position, one in enumerate(stored):
        before = position - 1 if position else None
        newest = position == len(stored) - 1
        found.append(
            Version(
                stored=one,
                act=act_of(None if before is None else stored[before].state, one.state),
                until=None if newest else stored[position + 1].valid_from - timedelta(days=1),
                changes=compare(None if before is None else words[before], words[position]),
                can_withdraw=newest
                and one.decision_id is not None
                and not withdrawal_fault(one.valid_from, locked),
                shown=one.valid_from == shown,
            )
        )
    return found[::-1]


@dataclass(frozen=True)
class Entry:
    """One thing a decision changed: an item, a target or a project's capital."""

    item: Item
    title: str
    noun: str
    version: Version

    @property
    def code(self) -> str:
        return self.item.code

    @property
    def url(self) -> str:
        return item_url(self.item)


def entries_of(decision: Decision) -> list[Entry]:
    """Items in the order of the plan, then targets; a constant number of queries."""
    locked = last_locked(decision.plan)
    return [*_item_entries(decision, locked), *_target_entries(decision, locked)]


def _item_entries(decision: Decision, locked: Locked | None) -> list[Entry]:
    """Indicators are left out: what an added one is stands with its target."""
    touched = Terms.objects.filter(decision=decision).exclude(item__kind=ItemKind.INDICATOR)
    versions = (
        Terms.objects.filter(item__in=touched.values("item"))
        .select_related("item__clause", "decision")
        .prefetch_related("units__unit")
        .order_by("item__kind", "item__order", "item_id", "valid_from")
    )
    grouped: dict[int, list[Terms]] = defaultdict(list)
    for one in versions:
        grouped[one.item_id].append(one)
    found = []
    for own in grouped.values():
        titles = {one.pk: one.title for one in own}
        found += [
            Entry(own[0].item, titles[version.pk], ItemKind(own[0].item.kind).label, version)
            for version in _versions(own, [TermsDraft.of(one).words for one in own], locked)
            if version.decision == decision
        ]
    return found


def _target_entries(decision: Decision, locked: Locked | None) -> list[Entry]:
    touched = TargetTerms.objects.filter(decision=decision)
    versions = (
        TargetTerms.objects.filter(target__in=touched.values("target"))
        .select_related("target__indicator__item", "decision")
        .order_by("target__indicator__item__order", "target__indicator_id", "target__series", "valid_from")
    )
    grouped: dict[int, list[TargetTerms]] = defaultdict(list)
    for one in versions:
        grouped[one.target_id].append(one)
    names = _names(own[0].target.indicator_id for own in grouped.values())
    found = []
    for own in grouped.values():
        indicator = own[0].target.indicator
        named = names[indicator.pk]
        words = [GoalDraft.of(terms).words(indicator) for terms in own]
        if named.decision_id == decision.pk:
            # The indicator came with its target: how it is measured is told with it.
            words[0] = {**NewIndicator.of(indicator, named.title).words(), **words[0]}
        found += [
            Entry(indicator.item, named.title, f"Mục tiêu {own[0].target.series}", version)
            for version in _versions(own, words, locked)
            if version.decision == decision
        ]
    return found


def _names(items: Iterable[int]) -> dict[int, Terms]:
    """The first terms of indicators, which name them."""
    rows = Terms.objects.filter(item__in=set(items)).order_by("-valid_from")
    return {one.item_id: one for one in rows}
