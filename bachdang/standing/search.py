"""Tìm kiếm: clauses, indicators, tasks, projects, units and documents that hold every word, best first.

Case, accents and đ do not matter; ranking is the same on every database, for it happens here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from bachdang.accounts.models import Unit, User
from bachdang.scope.links import item_url
from bachdang.scope.scopes import Scope
from bachdang.vietnamese.text import match_strength, search_fold, search_terms
from plans.models import Clause, Decision, Evidence, ItemKind, Plan, Terms, TermsState

CLAUSE, UNIT, DOCUMENT = "clause", "unit", "document"
KINDS: dict[str, str] = {
    ItemKind.INDICATOR.value: "Chỉ tiêu",
    ItemKind.TASK.value: "Nhiệm vụ",
    ItemKind.PROJECT.value: "Dự án",
    ItemKind.PROGRAMME.value: "Chương trình, đề án, nhiệm vụ trọng tâm",
    ItemKind.DUTY.value: "Tổ chức thực hiện",
    ItemKind.OWN.value: "Việc của đơn vị",
    UNIT: "Đơn vị",
    DOCUMENT: "Văn bản, tài liệu",
    CLAUSE: "Nội dung kế hoạch",
}
"""What is found, in the order in which equals are shown."""

SHOWN = 260
"""Characters of a long text shown around its first match."""
EVIDENCE_READ = 5000
"""The latest documents looked through: their names are not stored in folded form."""


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is, where it stands, and the text in which the words are marked.

    `rank`: whether the words are whole (text.match_strength), how well they match, the order of the document.
    """

    kind: str
    title: str
    place: str
    url: str
    text: str = ""
    rank: tuple[int, int, int] = (0, 0, 0)

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Found:
    """All hits of a query, best first; `chosen` are those of one kind when one was asked for."""

    query: str
    all: list[Hit] = field(default_factory=list)
    kind: str = ""

    @property
    def chosen(self) -> list[Hit]:
        return [one for one in self.all if not self.kind or one.kind == self.kind]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(kind, label, number) of the kinds that were found."""
        found = Counter(one.kind for one in self.all)
        return [(kind, label, found[kind]) for kind, label in KINDS.items() if found[kind]]


def relevance(terms: Sequence[str], phrase: str, title: str, text: str) -> int:
    """How well folded words match a folded title and text; 0 when a word is in neither.

    6 the title itself, 5 its beginning, 4 the whole phrase in it, 3 every word in it, 2 the phrase in the
    text, 1 every word somewhere.
    """
    if not terms or not all(term in title or term in text for term in terms):
        return 0
    if title == phrase:
        return 6
    if title.startswith(phrase):
        return 5
    if f" {phrase}" in f" {title}":
        return 4
    if all(term in title for term in terms):
        return 3
    return 2 if phrase in text else 1


def excerpt(text: str, terms: Sequence[str], length: int = SHOWN) -> str:
    """The part of a long text around the first word found, cut between words."""
    if len(text) <= length:
        return text
    folded = text.lower() if not terms else search_fold(text)
    at = min((place for term in terms if (place := folded.find(term)) >= 0), default=0)
    start = max(0, min(at - length // 3, len(text) - length))
    part = text[start : start + length]
    if start:
        part = "…" + part.split(" ", 1)[-1]
    if start + length < len(text):
        part = part.rsplit(" ", 1)[0] + "…"
    return part


def search(query: str, *, scope: Scope, plan: Plan, user: User, kind: str = "") -> Found:
    """Everything of the plan the person may see that holds every word. A constant number of queries."""
    terms = search_terms(query)
    if not terms:
        return Found(query)
    finder = _Finder(terms, search_fold(query).replace('"', ""), scope, plan, user)
    order = list(KINDS)
    hits = sorted(
        finder.hits(), key=lambda one: (-one.rank[0], -one.rank[1], order.index(one.kind), one.rank[2])
    )
    if hits and hits[0].rank[0]:  # what holds a short word only inside another is noise then
        hits = [one for one in hits if one.rank[0]]
    return Found(query, hits, kind if kind in KINDS else "")


@dataclass(frozen=True)
class _Finder:
    terms: list[str]
    phrase: str
    scope: Scope
    plan: Plan
    user: User

    def hits(self) -> Iterator[Hit]:
        yield from self._items()
        yield from self._clauses()
        yield from self._units()
        yield from self._decisions()
        yield from self._evidence()

    def _rank(self, title: str, text: str, most: int = 6) -> tuple[int, int]:
        """(strength, relevance) of a thing of this title and text."""
        named, said = search_fold(title), search_fold(text)
        found = min(relevance(self.terms, self.phrase, named, said), most)
        return match_strength(self.terms, f"{named} {said}") if found else 0, found

    def _url(self, url: str) -> str:
        """With the chosen plan and period, before the place in the page."""
        address, mark, place = url.partition("#")
        return f"{address}{self.scope.query}{mark}{place}"

    def _items(self) -> Iterator[Hit]:
        found = Terms.objects.visible_to(self.user).valid_on(self.scope.ends).filter(item__plan=self.plan)
        found = found.annotate(
            printed=Coalesce(F("item__clause__folded"), Value(""), output_field=TextField()),
            code=F("item__code"),
        )
        for term in self.terms:
            found = found.filter(
                Q(folded__contains=term) | Q(printed__contains=term) | Q(code__icontains=term)
            )
        rows = found.exclude(state=TermsState.ENDED).select_related("item__clause", "item__reporter")
        for one in rows.select_related("item__parent__clause"):
            item, clause = one.item, one.item.clause
            text = self._told(one, clause)
            strength, rank = self._rank(one.title, f"{text} {item.code} {clause.place if clause else ''}")
            url = item_url(item) or (clause.url if clause else item_url(item.parent) if item.parent else "")
            place = " · ".join(
                str(part) for part in (clause.place if clause else item.code, item.reporter) if part
            )
            yield Hit(
                item.kind, one.title, place, self._url(url), excerpt(text, self.terms),
                (strength, 7 if search_fold(item.code) == self.phrase else max(rank, 1), item.order),
            )  # fmt: skip

    def _told(self, terms: Terms, clause: Clause | None) -> str:
        """What the document and its amendments say of an item besides its title."""
        known = [search_fold(terms.title)]
        told = []
        for part in (terms.product, *(clause.cells or [] if clause else [])):
            if (folded := search_fold(part)) and not any(folded in one for one in known):
                known.append(folded)
                told.append(part.strip())
        return " · ".join(told)

    def _clauses(self) -> Iterator[Hit]:
        """Sentences that are no item of their own: those are found as items."""
        found = Clause.objects.visible_to(self.user).filter(plan=self.plan, item__isnull=True)
        for term in self.terms:
            found = found.filter(folded__contains=term)
        for one in found:
            rank = self._rank(one.text, one.place, 4)
            yield Hit(
                CLAUSE, one.place, "", self._url(one.url), excerpt(one.text, self.terms), (*rank, one.order)
            )

    def _units(self) -> Iterator[Hit]:
        for one in Unit.objects.filter(locality=self.plan.locality_id).visible_to(self.user):
            names = " ".join([one.name, one.short, *one.aliases])
            rank = max(self._rank(one.name, names), self._rank(one.short, names) if one.short else (0, 0))
            if rank[1]:
                url = reverse("unit_detail", args=[one.code])
                place = one.short if one.short != one.name else ""
                yield Hit(UNIT, one.name, place, self._url(url), "", (*rank, one.order))

    def _decisions(self) -> Iterator[Hit]:
        for one in Decision.objects.visible_to(self.user).filter(plan=self.plan):
            rank = self._rank(str(one), one.subject)
            if rank[1]:
                url = reverse("decision_detail", args=[one.pk])
                yield Hit(
                    DOCUMENT, str(one), "Quyết định điều chỉnh", self._url(url), one.subject, (*rank, 0)
                )

    def _evidence(self) -> Iterator[Hit]:
        found = Evidence.objects.readable_by(self.user).filter(report__period__plan=self.plan)
        rows = found.select_related("report__item__clause", "report__period").order_by("-pk")
        for position, one in enumerate(rows[:EVIDENCE_READ]):
            item = one.report.item
            rank = self._rank(str(one), f"{one.name} {one.document_no}")
            if rank[1]:
                name = "" if one.name == str(one) else one.name
                place = f"Minh chứng {item.code}, {one.report.period.within}"
                yield Hit(DOCUMENT, str(one), place, self._url(item_url(item)), name, (*rank, position))
