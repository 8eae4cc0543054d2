"""Training: courses taken, what was certified, and newcomers who find their way in."""
