"""Signing in: allauth's views in the desk's words, with the doors of the desk."""
