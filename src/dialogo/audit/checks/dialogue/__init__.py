"""Mistakes about dialogue, one file each."""
