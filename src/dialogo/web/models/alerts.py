"""Alerts: who was told, and how, that a promise on reply time was about to break."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.ledger import BudgetWarning
from dialogo.web.models.person import Person
from dialogo.web.models.push import PushDevice
from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.workspace import Workspace

# Whom the steps tell, in their order: the person it is given to, the others on shift, who is on
# call first and next, the owners.
ASSIGNED, SHIFT, FIRST, NEXT, OWNER = TOLD = ("assigned", "shift", "first", "next", "owner")


def usual_steps() -> list[dict[str, Any]]:
    """Half of the time, three quarters, nine tenths, all of it, a fifth more (house rules)."""
    at = (50, 75, 90, 100, 120)
    mail = (False, False, True, True, True)
    return [{"to": to, "at": a, "mail": m} for to, a, m in zip(TOLD, at, mail, strict=True)]


class AlertRules(models.Model):
    """`steps` are `[{"to": …, "at": percent of the promise, "mail": bool}, …]`; a step without `at`
    is left out. From `quiet_from` to `quiet_to`, in the workspace's zone, neither mail nor push
    goes out.

    `hook` is the address that is told of every alert, each signed with `secret`, and while others
    still know the `former` one, with that too.
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="alert_rules")
    on = models.BooleanField(default=False)
    steps = models.JSONField(default=usual_steps)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    hook = models.TextField(blank=True)
    secret = EncryptedText(blank=True)
    former = EncryptedText(blank=True)


class Alert(models.Model):
    """A step that was reached while somebody waited in a conversation since `since`: one row each.

    told: letters went out, or lie ready; nobody: there was nobody to tell; passed: a later step was
    reached at the same moment, and told instead; seen: somebody sees to it, and no step follows.
    """

    TOLD, NOBODY, PASSED, SEEN = "told", "nobody", "passed", "seen"
    STATES: ClassVar = (TOLD, NOBODY, PASSED, SEEN)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="alerts")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="alerts")
    since = models.DateTimeField()
    step = models.PositiveSmallIntegerField()
    to = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=6, default=TOLD)
    seen_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "since", "step"], name="one_alert_a_step"
            )
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="alerts_newest")]


class AlertLetter(models.Model):
    """What tells somebody, or the hook (`person` None), of one or many alerts.

    waiting -> sent | failed | moot (by then nobody waited any more). In the desk itself (`app`) it
    is there at once; by push it goes to one `device`. `key` names it for ever, so that who gets it
    twice knows. With a `piece` it tells that this could not be sent,
    with a `budget` that this will not hold, with `steps` of posts that they wait for an approval,
    or what was decided about them.
    """

    APP, MAIL, HOOK, PUSH = "app", "mail", "hook", "push"
    WAITING, SENT, FAILED, MOOT = "waiting", "sent", "failed", "moot"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    way = models.CharField(max_length=4)
    device = models.ForeignKey(PushDevice, models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(unique=True)
    alerts = models.ManyToManyField(Alert, related_name="letters")
    piece = models.ForeignKey(Piece, models.CASCADE, null=True, related_name="+")
    steps = models.ManyToManyField(PieceStep, related_name="letters")
    budget = models.ForeignKey(BudgetWarning, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=7, default=WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.JSONField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="waiting"), name="alert_letters_to_send"
            ),
            models.Index(fields=["person", "way", "-sent_at"], name="alert_letters_of"),
        ]
