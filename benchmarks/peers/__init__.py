"""Other libraries doing the same work: each module has ``works``, and imports a library that may not be installed."""
