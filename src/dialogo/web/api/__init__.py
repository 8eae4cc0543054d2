"""The programming interface: the same queries and actions, for other programs."""
