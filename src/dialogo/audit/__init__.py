"""The audit: what a company does wrong, with its number, its evidence and what to do."""
