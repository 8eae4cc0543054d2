"""The desk of the tests of videos: Aurora's, connected to the practice network."""

from tests.web.actions.content.conftest import desk

__all__ = ["desk"]
