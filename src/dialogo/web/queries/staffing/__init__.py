"""Staffing as the desk has it: the question its records ask, the week it is laid on, shifts."""
