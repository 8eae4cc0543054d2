"""The returns: keeping estimates, entering experiments and a week's outcome."""
