"""Tests of who is on, of the wall clock, of rules and calendars."""
