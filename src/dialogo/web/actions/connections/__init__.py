"""Connections: letting the company's accounts in, keeping them in, and letting them go."""
