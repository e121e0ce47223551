"""Việc của tôi: what a person's unit owes in a round, a line each that opens for its whole report."""
