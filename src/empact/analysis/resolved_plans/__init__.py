"""A plan in fields: each cell resolved to codes, dates, ids and numbers, beside its printed words."""
