"""The content: what posts do, what people need of them, and how regularly they come."""
