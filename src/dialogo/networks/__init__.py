"""Live networks: one folder each, behind one protocol, five errors and one door to HTTP."""
