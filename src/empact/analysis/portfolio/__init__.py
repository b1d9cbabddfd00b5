"""Several plans together: what links lead to, what is covered, and what goes on from earlier plans."""
