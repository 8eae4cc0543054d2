"""Mistakes about content, one file each."""
