"""Tests of the weekly series that returns are estimated from."""
