"""What holds for all tests: a property is judged by what it finds, not by how long it takes."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
