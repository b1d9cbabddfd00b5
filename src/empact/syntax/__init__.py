"""Convert between YAML or JSON text and raw trees: plain values, each with its place in the file."""
