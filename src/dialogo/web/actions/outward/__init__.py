"""Dialogue out: conversations of others are looked for, and joined by people, once each."""
