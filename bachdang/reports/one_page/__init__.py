"""Một trang: the quarter on one page for the Standing Committee, on screen and on paper."""
