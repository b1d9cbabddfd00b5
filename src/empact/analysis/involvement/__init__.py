"""Who is meant: by the cells of a plan, by an entry of a ledger, and without those whom a decision excludes."""
