"""One key performance indicator: its words, figures, baseline, target and times."""
