"""Reads a plan from a PDF file: what is seen on its pages, as lines, tables and notes."""
