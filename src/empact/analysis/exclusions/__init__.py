"""The exclusion clause (plan section 5.3): what is recorded, condition by condition, and what an absence costs."""
