"""Content: what the company wants to say of its own accord, once for all its networks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.content.link_parameters import with_parameters
from dialogo.web.models.connections import Connection
from dialogo.web.models.person import Person
from dialogo.web.models.secrets import EncryptedText
from dialogo.web.models.workspace import Workspace


class Piece(models.Model):
    """One thing to be said; what goes out where is in its versions.

    idea -> draft -> asked -> approved -> planned -> sending -> published; asked|approved|planned ->
    draft (sent back, or changed); whatever is not on its way -> dropped -> draft. The graph
    stands in actions/content/states.py, and nothing else changes `state`.

    `parts` are the texts of a thread, in order, as they stand on every account whose version has
    none of its own. `need` is the name of the need it serves and `purpose` what its author says it
    does (useful, promotional, conversation, corporate; empty: nobody has said). `repeats` is an
    RRULE; what comes of it are pieces whose `series` it is. `approved_digest` seals exactly what
    was approved (see actions/content/seal.py), by a person or by an `ApprovalLink`. `reason` is why
    it went on against the guard on promotion. `error` is what keeps it from going out, in both
    languages; as long as it stands nothing of it goes. `saves` counts changes, so that none
    overwrites another's unseen.
    """

    IDEA, DRAFT, ASKED, APPROVED, PLANNED, SENDING, PUBLISHED, DROPPED = (
        "idea", "draft", "asked", "approved", "planned", "sending", "published", "dropped",
    )  # fmt: skip
    STATES: ClassVar = (IDEA, DRAFT, ASKED, APPROVED, PLANNED, SENDING, PUBLISHED, DROPPED)
    AHEAD: ClassVar = (IDEA, DRAFT, ASKED, APPROVED, PLANNED)
    PURPOSES: ClassVar = ("useful", "promotional", "conversation", "corporate")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="pieces")
    title = models.CharField(max_length=200, blank=True)
    brief = models.TextField(blank=True)
    need = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=12, blank=True)
    campaign = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    parts = models.JSONField(default=list)
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=9, default=IDEA)
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    repeats = models.CharField(max_length=300, blank=True)
    series = models.ForeignKey("self", models.SET_NULL, null=True, related_name="occurrences")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    error = models.JSONField(null=True)
    error_code = models.CharField(max_length=40, blank=True)
    saves = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "due_at"],
                condition=Q(series__isnull=False),
                name="one_piece_an_occurrence",
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "due_at", "id"], name="pieces_by_day"),
            models.Index(fields=["workspace", "state", "-id"], name="pieces_by_state"),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=("planned", "sending")),
                name="pieces_to_send",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A piece as it goes out on one account; empty `parts` or `language`: as the piece has them;
    empty `first_comment`: none. `link_parameters` are added to links as they are sent."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="versions")
    connection = models.ForeignKey(Connection, models.CASCADE, related_name="versions")
    parts = models.JSONField(default=list)
    first_comment = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    link_parameters = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "connection"], name="one_version_an_account")
        ]

    @property
    def texts(self) -> list[str]:
        """The texts of its thread, in order."""
        return list(self.parts or self.piece.parts)

    @property
    def sent_texts(self) -> list[str]:
        """The same as they go out, with the parameters on their links."""
        return [with_parameters(text, self.link_parameters) for text in self.texts]

    @property
    def sent_comment(self) -> str:
        """The first comment as it goes out."""
        return with_parameters(self.first_comment, self.link_parameters)


class PiecePicture(models.Model):
    """A picture of a piece, with what it shows in words; `digest` is of its bytes."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=60)
    alt = models.TextField(blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    data = models.BinaryField()


class PieceStep(models.Model):
    """What became of a piece, step by step; never changed afterwards. `says` in both languages; it
    holds `wrote` where `by` changed what goes out."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    was = models.CharField(max_length=9, blank=True)
    state = models.CharField(max_length=9)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.JSONField(null=True)


class ApprovalLink(models.Model):
    """A link by which somebody without an account sees a piece, and approves it or sends it back.

    `digest` is that of the token, which is shown once and kept nowhere. `label` names whom it is
    for. It is answered once: `answer` is "approved" or "back", with what they `said`.
    """

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120)
    until = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, blank=True)
    said = models.TextField(blank=True)

    @property
    def is_open(self) -> bool:
        """Whether it still leads to the piece."""
        return self.revoked_at is None and self.answered_at is None and self.until > timezone.now()


class PostRules(models.Model):
    """Who must approve what the company posts, and how like posts may be.

    `approval` empty: another person where there is another who may; nobody: no approval is needed;
    another: always somebody else than its author; role: whoever has `role` in the workspace. The
    same text within `alike_days` on one account is noticed. `calendar_key` makes the address of
    the calendar's feed secret.

    Whoever plans one post too many that sells, of the last `guard_posts` or `guard_days` of a
    network or in a row, says why: `guard` warn: anybody who plans; block: who may approve posts.
    `guard_waits`: nothing that sells goes out while people wait for longer than was promised.
    """

    WARN, BLOCK = "warn", "block"
    GUARDS: ClassVar = (WARN, BLOCK)

    USUAL, NOBODY, ANOTHER, ROLE = "", "nobody", "another", "role"
    APPROVALS: ClassVar = (USUAL, NOBODY, ANOTHER, ROLE)

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="post_rules")
    approval = models.CharField(max_length=8, blank=True)
    role = models.CharField(max_length=12, blank=True)
    alike_days = models.PositiveSmallIntegerField(default=30)
    guard = models.CharField(max_length=5, default=WARN)
    guard_posts = models.PositiveSmallIntegerField(default=10)
    guard_days = models.PositiveSmallIntegerField(default=30)
    guard_waits = models.BooleanField(default=True)
    calendar_key = EncryptedText(blank=True)
