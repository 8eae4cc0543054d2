"""What becomes of conversations: how they come together, who takes them, what the team notes."""
