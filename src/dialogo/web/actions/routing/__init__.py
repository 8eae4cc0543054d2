"""Routing: conversations find their person among those who are on shift."""
