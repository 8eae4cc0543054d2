"""Somebody is erased while a letter to them is on its way: the letter is not set back."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogo.web.actions.erasing.blackening import Blackening
from dialogo.web.actions.erasing.sweep import sweep
from dialogo.web.models.letters import Letter
from tests.web.actions.letters.desk import Desk

pytestmark = pytest.mark.django_db


def test_their_name_goes_from_its_text_and_its_state_is_not_touched(desk: Desk) -> None:
    desk.answer(desk.conversation(), "Dear @lia_rossi, at nine.")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sweep(desk.workspace, Blackening(frozenset({"lia_rossi"}), {}))
    assert Letter.objects.get().text == "Dear @[…], at nine."
    writes = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "desk_letter"')]
    assert [re.findall(r'"(\w+)" = ', sql)[0] for sql in writes] == ["text"]
    assert not any('"state"' in sql for sql in writes)
