"""Cán bộ: what officials answer for, and how it was done."""
