"""Tests of what is done with the people and the rota."""
