"""Thư định kỳ: the digest and the page of the Standing Committee, by e-mail on chosen days."""
