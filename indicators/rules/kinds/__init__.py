"""What each kind of target asks (docs/domain.md, rules 1 to 12), and the way to a value that they share."""
