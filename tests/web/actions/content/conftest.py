"""The desk of the tests of content: Aurora's, connected to the practice network."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from tests.web.actions.letters.desk import Desk, open_desk


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    """Ada's, who is alone there until somebody is invited."""
    return open_desk(workspace, owner, tmp_path)
