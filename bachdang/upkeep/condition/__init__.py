"""Tình trạng hệ thống: what is in order, what is not, what to do; for `doctor` and a page."""
