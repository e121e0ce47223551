"""The flow of reports: one mechanism for figures, tasks, projects and words; periods, locks, bulk steps."""
