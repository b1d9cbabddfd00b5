"""Find actions that may overlap, by their words, parties, places and weeks."""
