"""Time people put in: weeks handed in and closed, running timers, words of time trackers.

The hours themselves are records (`ROWS["hours"]`), whoever wrote them: a person, a timer, a file.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace


class TimesheetWeek(models.Model):
    """A week of one person, as the records call them; without a row it is open.

    open -> submitted -> closed; submitted -> open (taken or sent back). A closed week stays so: it
    is corrected by further entries. `hours` and `revision` are how it stood when it was closed.
    """

    OPEN, SUBMITTED, CLOSED = "open", "submitted", "closed"
    STATES: ClassVar = (OPEN, SUBMITTED, CLOSED)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="timesheets")
    name = models.CharField(max_length=120)
    monday = models.DateField()
    state = models.CharField(max_length=10, default=OPEN)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    hours = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    revision = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name", "monday"], name="one_timesheet_a_week"
            )
        ]


class Timer(models.Model):
    """The one timer that somebody has running; once it stops it is an entry in the records.

    `subject` is what it runs on: "conversation" or "piece" and its id, or nothing. `seen_at` is the
    last sign of activity, `left_at` when the page it began by itself on was left (`auto`).
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="timer")
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    activity = models.CharField(max_length=12)
    network = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    left_at = models.DateTimeField(null=True)
    auto = models.BooleanField(default=False)


class TimerWish(models.Model):
    """Where somebody wants the timer to start by itself; nowhere, unless they said so.

    `idle_minutes`: so long nothing may happen before it asks whether that was work.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="timer_wish")
    on_conversations = models.BooleanField(default=False)
    on_pieces = models.BooleanField(default=False)
    idle_minutes = models.PositiveSmallIntegerField(default=15)


class TrackerWords(models.Model):
    """What projects, tags and tasks of a time tracker mean here, as its exports are read.

    `meanings` by word: an activity, or "none" for what is not work on social media. `asked` are the
    words of the last files that nobody has given a meaning yet, with their hours. `day_first`
    settles 03/04/2026 in files that do not (None: it is asked).
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="tracker_words")
    meanings = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    day_first = models.BooleanField(null=True)
