"""Imaginary companies: seeded records with a knob for each mistake, always labelled simulated."""
