"""Content: what is to be said, who approves it, what stands on which day."""
