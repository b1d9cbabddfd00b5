"""YAML and JSON text as raw trees: plain values with the place of each in its file, read and written."""
