"""Figures of the past, in: a table read row by row, judged, shown, and written all or nothing.

The columns are described in docs/formats.md.
"""
