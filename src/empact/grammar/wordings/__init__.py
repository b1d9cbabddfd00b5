"""Texts near a text of a cell that can be read in one way only: what its author may have meant."""
