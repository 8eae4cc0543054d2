"""Receiving: what networks tell is stored as it came, and then taken into the records."""
