"""Old archives, kept to prove that they are read for ever (see README.md)."""

from pathlib import Path

ARCHIVES = Path(__file__).parent
