"""Evidence: the ledger entries in force, the entries that answer them, and the thresholds of a project."""
