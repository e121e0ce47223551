"""The form of a project's capital: a decision, and what it says of the sources."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from bachdang.reporting.money_form import MoneyBox, MoneyForm, confirmed_field
from bachdang.standing.money import Ledger
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.money import best_unit, exact_text
from plans.models import Decision, Plan
from projects.actions import NewDecision, funding_with, seen_capital
from projects.models import CapitalScope, FundSource
from projects.rules import (
    MEDIUM_TERM,
    TOTAL,
    Finding,
    Level,
    Part,
    capital_findings,
    capital_magnitudes,
    disbursement_findings,
    stated_findings,
)

DAY = "Ngày/tháng/năm, ví dụ 30/9/2026"
CONFIRM = "Nếu số liệu đúng như quyết định, đánh dấu ô này rồi lưu lại."


@dataclass(frozen=True)
class Row:
    """One source (or the sum) with a box in each part."""

    label: str
    boxes: list[tuple[Part, MoneyBox]]


class CapitalForm(MoneyForm):
    """Boxes by source × part, beginning with the newest version; only parts that change are written.

    `ledger` holds the newest capital and the payments; `year` is the one whose plan is shown.
    """

    decision = forms.ModelChoiceField(
        label="Quyết định đã ghi", queryset=Decision.objects.none(), required=False,
        empty_label="Quyết định khác, ghi dưới đây",
    )  # fmt: skip
    number = FreeText(label="Số quyết định", max_length=60, required=False, help_text="Ví dụ: 125/QĐ-UBND")
    date = DayField(label="Ngày quyết định", required=False, help_text=DAY)
    subject = FreeText(
        label="Trích yếu", max_length=500, required=False, help_text="Không nhập bí mật nhà nước."
    )
    valid_from = DayField(label="Hiệu lực từ ngày", required=False, help_text="Để trống: từ ngày quyết định.")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
    confirmed = confirmed_field()

    def __init__(self, *args: Any, plan: Plan, ledger: Ledger, year: int, **kwargs: Any) -> None:
        self.ledger, self.stored = ledger, ledger.parts
        self.parts = [TOTAL, MEDIUM_TERM, Part(CapitalScope.YEAR, year)]
        kwargs["initial"] = self._initial()
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.filter(plan=plan)  # type: ignore[attr-defined]
        for part in self.parts:
            for source in FundSource.values:
                label = FundSource(source).label
                self.add_money(self._name(part, source), label, named=f"{part.label}, {label}")
            self.add_money(self._name(part, "stated"), "Tổng số", named=f"{part.label}, tổng số")
        self.confirm_last()

    def _initial(self) -> dict[str, Any]:
        amounts = {
            self._name(part, source): dong
            for part in self.parts
            for source, dong in self.stored.get(part, {}).items()
        }
        unit = best_unit(one.dong for one in self.ledger.capital)
        return {**amounts, "unit": unit, "seen": seen_capital(self.ledger.capital)}

    @staticmethod
    def _name(part: Part, source: str) -> str:
        return f"{part.scope}_{source}"

    def headings(self) -> list[str]:
        return [part.label for part in self.parts]

    def rows(self) -> list[Row]:
        """Sources, then the sum that the decision states."""
        named = [*FundSource.choices, ("stated", "Tổng số ghi trong quyết định (để đối chiếu)")]
        return [
            Row(str(label), [(part, self.money(self._name(part, key))) for part in self.parts])
            for key, label in named
        ]

    def capital(self) -> dict[Part, dict[str, int]]:
        """The parts that differ from what stands there."""
        return {part: shares for part in self.parts if self._differs(part, shares := self._shares(part))}

    def _shares(self, part: Part) -> dict[str, int]:
        typed = {source: self.cleaned_data.get(self._name(part, source)) for source in FundSource.values}
        return {source: dong for source, dong in typed.items() if dong is not None}

    def _differs(self, part: Part, shares: dict[str, int]) -> bool:
        """Whether something else is said; a source that was ended and one not named are the same."""
        stored = self.stored.get(part, {})
        if shares and not stored:
            return True
        return {one: dong for one, dong in shares.items() if dong} != {
            one: dong for one, dong in stored.items() if dong
        }

    def chosen_decision(self) -> Decision | NewDecision | None:
        data = self.cleaned_data
        if data.get("decision"):
            return data["decision"]  # type: ignore[no-any-return]
        if data.get("number") and data.get("date"):
            return NewDecision(data["number"], data["date"], data.get("subject") or "")
        return None

    def valid_day(self) -> datetime.date:
        """The day typed, else the decision's."""
        decision = self.chosen_decision()
        assert decision is not None
        return self.cleaned_data.get("valid_from") or decision.date

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._clean_decision(data)
        if not self.errors:
            self._clean_amounts()
        if data.get("confirmed"):
            self.ask_to_confirm()
        return data

    def _clean_decision(self, data: dict[str, Any]) -> None:
        if data.get("decision"):
            if data.get("number"):
                self.add_error("number", "Đã chọn quyết định ở trên: bỏ số này, hoặc bỏ lựa chọn ở trên.")
            return
        for name, message in (("number", "Ghi số quyết định."), ("date", "Ghi ngày quyết định.")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)

    def _clean_amounts(self) -> None:
        """Everything is told at once; what is only doubtful can be confirmed when nothing is wrong."""
        confirmed = bool(self.cleaned_data.get("confirmed"))
        found = [one for one in self._findings() if one.is_error or not confirmed]
        for one in sorted(found, key=lambda one: not one.is_error):
            self.add_error(None, one.text)
        if found and not any(one.is_error for one in found):
            self.ask_to_confirm()
            self.add_error("confirmed", CONFIRM)

    def _findings(self) -> list[Finding]:
        changed = self.capital()
        found: list[Finding] = []
        for part in self.parts:
            stated = self.cleaned_data.get(self._name(part, "stated"))
            found += stated_findings(part, self._shares(part), stated)
        if not changed:
            return found or [Finding(Level.ERROR, "Chưa có số nào thay đổi so với số đang hiệu lực.")]
        funding = funding_with(self.ledger.capital, changed, self.chosen_decision())
        funding = replace(funding, paid=self.ledger.funding.paid)
        years = [part.year for part in changed if part.year in funding.paid and part.year is not None]
        found += capital_findings(funding)
        found += disbursement_findings(funding, years) if years or TOTAL in changed else []
        found += capital_magnitudes(funding, changed)
        return [*found, *self._emptied(changed)]

    def _emptied(self, changed: dict[Part, dict[str, int]]) -> list[Finding]:
        """Everything taken out of a part may be a slip."""
        return [
            Finding(Level.WARNING, f"{part.label} ({exact_text(sum(self.stored[part].values()))}) sẽ bỏ hết.")
            for part, shares in changed.items()
            if not any(shares.values()) and any(self.stored.get(part, {}).values())
        ]
