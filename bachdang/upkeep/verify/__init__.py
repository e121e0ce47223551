"""What must hold over several rows, proven over the whole database by `manage.py verify_data`.

Each rule is a function that yields its faults in Vietnamese; registering it is all it takes to be run.
What a single row must never be is a database constraint and not repeated here.
"""

from bachdang.upkeep.verify import figures, keeping, plan
from bachdang.upkeep.verify.registry import RULES

__all__ = ["RULES", "figures", "keeping", "plan", "verify_data"]


def verify_data() -> dict[str, list[str]]:
    """Every rule's faults by its title; empty lists when the rule holds."""
    return {title: list(check()) for title, check in RULES.items()}
