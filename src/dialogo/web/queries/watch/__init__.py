"""What is new in the sources that the team watches, what was shared, and how the week went."""
