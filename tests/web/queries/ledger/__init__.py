"""Tests of what the desk asks of its ledger."""
