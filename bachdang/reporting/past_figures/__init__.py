"""Số liệu quá khứ on a page: the table that is filled in, what travels with the preview, what was found."""
