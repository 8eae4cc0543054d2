"""Hours: entered, corrected, handed in, closed, timed; what words of time trackers mean."""
