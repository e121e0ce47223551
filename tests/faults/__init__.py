"""`make faults`: people write at a served site, things go wrong around it, nothing may be lost."""
