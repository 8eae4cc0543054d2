"""Watching: sources that are read, what is new in them, and what people make of it."""
