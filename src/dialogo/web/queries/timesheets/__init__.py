"""Timesheets: the hours of a week, of one person and of the team; the running timer."""
