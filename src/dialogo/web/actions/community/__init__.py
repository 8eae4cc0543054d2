"""The people who write: kept as they were counted, and what the team does with them."""
