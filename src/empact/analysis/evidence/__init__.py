"""The entries of a ledger as evidence: which count, which answer which, and the thresholds of a project."""
