"""Alerts: who is told, step by step, that a promise is about to break."""
