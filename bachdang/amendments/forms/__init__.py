"""Decisions and what is amended under them: the forms, and what the office is warned of."""
