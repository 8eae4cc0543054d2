"""Mistakes about team, one file each."""
