"""Claims: what parties state in their reports, in which round, and who is expected to state it."""
