"""YAML text to a raw tree, and a raw tree to YAML text."""
