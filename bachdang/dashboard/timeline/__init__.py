"""Dòng thời gian: lines of work over a year or the whole plan, the page of them, and their figure."""
