"""Word documents as the secretariat of the Council writes them, and as others leave them when they have edited them.

The reference document has the words of the source, and nothing of the bundled plan: what is read of it can be compared
with a plan that was typed by hand from the same source. The same call makes the same bytes.
"""
