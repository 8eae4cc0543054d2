"""Language: what a post does and what a message asks."""
