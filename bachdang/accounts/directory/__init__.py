"""Accounts and units on pages of their own: lists, adding, changing. The Django admin is for emergencies."""
