"""JSON text to a raw tree, and a raw tree to JSON text."""
