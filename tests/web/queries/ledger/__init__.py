"""Tests of what the team carries."""
