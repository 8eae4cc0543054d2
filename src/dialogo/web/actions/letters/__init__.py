"""Letters: written, approved, sent once, and what became of each of them."""
