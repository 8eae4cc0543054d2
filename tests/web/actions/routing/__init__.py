"""Tests of routing: how conversations find their person."""
