"""The next plan: a draft with every action of a plan, each with a proposal and its reason."""
