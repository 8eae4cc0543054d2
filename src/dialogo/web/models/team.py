"""The team: what the desk knows of its people beside the records: days off, skills, swaps, rules.

Shifts are records (`ROWS["shifts"]`), and what somebody is paid is a record, too (`members`). A
colleague is the person behind a name that records use, with an account or without one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.workspace import Workspace


class Colleague(models.Model):
    """Somebody who does the work; `name` is what the records call them.

    `zone` empty: the workspace's. `languages` (codes) and `networks` (ids) empty: any. `week` is
    when they can be on shift, as the business hours of a workspace have it ({"mon-fri":
    "09:00-18:00"}; None: nobody has said). `may_decide` is what they may promise alone, in words.
    `cover` stands in when they are away. `at_once` is the most open conversations (0: no limit).
    `left_on` is their last day. `calendar_key` makes the address of their calendar secret.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="colleagues")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="colleagues")
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, blank=True)
    languages = models.JSONField(default=list)
    networks = models.JSONField(default=list)
    weekly_hours = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    dedicated = models.BooleanField(default=False)
    week = models.JSONField(null=True)
    may_decide = models.TextField(blank=True)
    cover = models.ForeignKey("self", models.SET_NULL, null=True, related_name="covers")
    at_once = models.PositiveSmallIntegerField(default=0)
    left_on = models.DateField(null=True)
    calendar_key = EncryptedText(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_colleague_a_name"),
            models.UniqueConstraint(fields=["workspace", "person"], name="one_colleague_a_person"),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """What a colleague knows about, from 1 (a little) to 3 (others ask them)."""

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="skills")
    name = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(default=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["colleague", "name"], name="one_level_a_skill")
        ]


class Absence(models.Model):
    """A stretch of time in which a colleague is not there; only an agreed one counts.

    Whole days begin and end at midnight in the colleague's zone; a half day at noon. `handed_at` is
    when their open conversations went to others, `returned_at` when what nobody had touched came
    back.
    """

    HOLIDAY, SICK, COURSE, OTHER = "holiday", "sick", "course", "other"
    KINDS: ClassVar = (HOLIDAY, SICK, COURSE, OTHER)
    ASKED, AGREED, REFUSED = "asked", "agreed", "refused"

    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=10, default=HOLIDAY)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=ASKED)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["colleague", "ends_at"], name="absences_of_colleague")]


class OnCall(models.Model):
    """Who is called when a promise is about to break and nobody on shift sees to it.

    `rank` 1 is called first, 2 next.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="on_call")
    colleague = models.ForeignKey(Colleague, models.CASCADE, related_name="on_call")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["workspace", "ends_at"], name="on_call_of_workspace")]


class Swap(models.Model):
    """A shift that its person would give away: the shift of `person` that begins at `starts_at`.

    offered -> taken (somebody would have it) -> agreed; offered -> agreed where nobody has to
    agree; offered|taken -> withdrawn; taken -> refused. `to` None: whoever wants it. Once agreed
    the shift is that of `taken_by`; the row stays as what was agreed.
    """

    OFFERED, TAKEN, AGREED, WITHDRAWN, REFUSED = (
        "offered", "taken", "agreed", "withdrawn", "refused",
    )  # fmt: skip
    OPEN: ClassVar = (OFFERED, TAKEN)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="swaps")
    person = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    to = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=OFFERED)
    taken_by = models.ForeignKey(Colleague, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "person", "starts_at"],
                condition=models.Q(state__in=("offered", "taken")),
                name="a_shift_is_offered_once",
            )
        ]


class TeamRules(models.Model):
    """What the workspace's rota keeps to, and how conversations find their person.

    The numbers of the start are those of the European working time directive (2003/88/EC: eleven
    hours of rest, 48 hours a week, a day free in seven); ten hours a day are a house rule.
    """

    MANUAL, ROUND, LEAST = "manual", "round", "least"
    ROUTINGS: ClassVar = (MANUAL, ROUND, LEAST)

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="team_rules")
    rest_hours = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(11))
    day_hours = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(10))
    week_hours = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(48))
    days_in_a_row = models.PositiveSmallIntegerField(default=6)
    agree_swaps = models.BooleanField(default=True)
    people_figures = models.BooleanField(default=True)
    routing = models.CharField(max_length=10, default=MANUAL)
    calendar_key = EncryptedText(blank=True)
