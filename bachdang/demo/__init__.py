"""Illustrative data, clearly labelled: accounts, delegations, baselines, 2025 history, QI–QIII/2026.

Deterministic: the same database every time. Nothing here is a fact about the ward.
"""
