"""Tests of conversations: how they are found, how they stand, what is decided about them."""
