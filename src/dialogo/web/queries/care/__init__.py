"""Care: what each carries, counted so that it can be shared fairly."""
