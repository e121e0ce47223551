"""Giải trình: the threads of a plan, and why an item is asked about."""

from bachdang.standing.explanations.behind import Behind, behind, lateness
from bachdang.standing.explanations.threads import (
    ANSWERED,
    CLOSED,
    OPEN,
    OVERDUE,
    STATE_LABELS,
    WAITING,
    Thread,
    asked_of,
    replies_text,
    threads,
    waiting_for,
)

__all__ = [
    "ANSWERED",
    "CLOSED",
    "OPEN",
    "OVERDUE",
    "STATE_LABELS",
    "WAITING",
    "Behind",
    "Thread",
    "asked_of",
    "behind",
    "lateness",
    "replies_text",
    "threads",
    "waiting_for",
]
