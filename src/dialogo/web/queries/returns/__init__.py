"""The returns: weekly series made of the records, and what was estimated from them."""
