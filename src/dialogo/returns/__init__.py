"""The returns: whether it is time to ask for them, and whether efforts were given theirs."""
