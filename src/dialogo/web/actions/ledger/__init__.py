"""Writing the ledger, and what leads to its entries."""
