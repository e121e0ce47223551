"""Bắt đầu: what a ward must say before its first round, how far each step is, and where it is done."""
