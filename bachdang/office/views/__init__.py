"""Pages that cross floors: the plan, its indicators, tasks and projects, and the entry of figures."""
