"""Actions of different plans that may overlap: by their words, parties, places and weeks."""
