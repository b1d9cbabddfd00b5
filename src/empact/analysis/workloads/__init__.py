"""How much each party has to do, month by month."""
