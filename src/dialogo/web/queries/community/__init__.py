"""The people who write, as they are counted and as the team looks for them."""
