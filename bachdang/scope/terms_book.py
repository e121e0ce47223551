"""The terms of a plan's items, each kind fetched once for all the quarters a page looks at."""

from __future__ import annotations

from datetime import date

from plans.models import Plan, Terms, TermsState


class TermsBook:
    """Terms with all that a row of a list shows; one set of queries a kind, none for another day."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._kinds: dict[str, list[Terms]] = {}

    def of(self, kind: str, day: date) -> list[Terms]:
        """The terms that hold on `day` of the items of a kind, in the document's order; none that ended.

        The same rows as Terms.objects.valid_on(day).
        """
        held: dict[int, Terms] = {}
        for terms in self._fetched(kind):
            if terms.valid_from <= day:
                # The later version comes later and takes the place of the earlier one.
                held[terms.item_id] = terms
        return [one for one in held.values() if one.state != TermsState.ENDED]

    def _fetched(self, kind: str) -> list[Terms]:
        if kind not in self._kinds:
            rows = Terms.objects.filter(item__plan=self.plan, item__kind=kind).for_list()
            self._kinds[kind] = list(rows.order_by("item__order", "item_id", "valid_from"))
        return self._kinds[kind]
