"""Headline figures as commands that run both sides in one go and print the ratios."""
