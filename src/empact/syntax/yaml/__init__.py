"""Parse YAML text into a raw tree, and format a raw tree as YAML text."""
