"""What one party has to do in a plan."""
