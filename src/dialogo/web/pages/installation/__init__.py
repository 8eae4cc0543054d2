"""The installation: its companies, its people, its mail and its company sign-in."""
