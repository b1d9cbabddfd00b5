"""The exclusion clause (plan section 5.3): the recorded evidence for each condition, and the impact of leaving."""
