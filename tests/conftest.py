"""What holds for all tests: a property is judged by what it finds, not by how long it takes."""

from hypothesis import settings

# Fewer examples a run than by default: there are many properties, and many runs.
settings.register_profile("unhurried", deadline=None, max_examples=40)
settings.load_profile("unhurried")
