"""Report forms: what each party is asked to report in a round."""
