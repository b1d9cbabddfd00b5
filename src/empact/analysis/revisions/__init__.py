"""Revisions: what changed from one revision of a plan to the next, as written and as meant, and how to apply it."""
