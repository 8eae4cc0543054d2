"""Everything the desk keeps in one file, whichever database it came from or goes to."""
