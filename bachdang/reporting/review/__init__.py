"""Review in a table: what heads and the Party office see of many reports before they let them pass."""
