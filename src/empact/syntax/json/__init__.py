"""Parse JSON text into a raw tree, and format a raw tree as JSON text."""
