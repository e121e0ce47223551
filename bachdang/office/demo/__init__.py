"""Illustrative data, clearly labelled: accounts, delegations, baselines, 2025 history, QI–QIII/2026.

Deterministic: the same database every time. Nothing here is a fact about the ward.
"""

from bachdang.office.demo.load import DemoRefused, DemoSummary, load_demo

__all__ = ["DemoRefused", "DemoSummary", "load_demo"]
