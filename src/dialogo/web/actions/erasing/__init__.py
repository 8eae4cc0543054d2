"""Erasing a person, everywhere, and keeping them out of what comes in later."""
