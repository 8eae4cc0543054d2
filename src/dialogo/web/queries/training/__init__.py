"""Training: what there is to learn, who learned it, what was certified, how newcomers fare."""
