"""Thư định kỳ: the weekly digest and the page of the Standing Committee, by e-mail on chosen weekdays."""
