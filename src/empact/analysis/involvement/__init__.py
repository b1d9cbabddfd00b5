"""Resolve the parties of a plan and of ledger entries, without those that a decision excludes."""
