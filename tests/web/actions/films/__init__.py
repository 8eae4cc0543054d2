"""Tests of what is done with videos."""
