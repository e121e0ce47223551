"""The unit's form: an Excel workbook of all that a unit owes in a round, filled off line and read back.

A cell to be filled is a box of the same form that the page shows (reporting.full_form), so a workbook is
checked and written exactly as if it had been typed there. cells.py: what a box is in Excel; rows.py: which
boxes stand where; painting.py and reading.py: out and in; checking.py: what would change and what is wrong;
writing.py: all of it, or nothing.
"""
