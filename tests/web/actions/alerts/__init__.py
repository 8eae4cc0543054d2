"""Tests of alerts: who is told that a promise is about to break."""
