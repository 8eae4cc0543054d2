"""The ledger: entries with two sides, written once; and what costs are known, agreed or feared.

What an entry is about are the records (hours, expenses); an entry is how their money was booked.
Entries and lines are never changed and never taken away but with their whole workspace.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialogo.web.models.person import Person
from dialogo.web.models.record_key import SIZE
from dialogo.web.models.workspace import Workspace


class NeverChanged(Exception):
    """Somebody tried to change or take away what is booked: a new entry corrects an old one."""


class BookedOnce(models.QuerySet[Any]):
    """Rows that can be added and read, and nothing else."""

    def update(self, **values: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged


class Booked(models.Model):
    """What entries and lines have in common: they can be added, and no more."""

    objects: ClassVar[models.Manager[Any]] = BookedOnce.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged


class Ledger(models.Model):
    """The head of a workspace's ledger: how many entries there are, and the last one's digest.

    `revision`: up to there the records are booked. `codes` are the company's own numbers of
    accounts. `silence` is what the company takes not answering to cost (`{"value", "currency",
    "least", "most"}`). `checked` is what the last check found (`{"entries", "digest",
    "wrong": [...]}`; `held` in it: entries and digest of the last check that found nothing wrong).
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="ledger")
    entries = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    revision = models.BigIntegerField(default=-1)
    codes = models.JSONField(default=dict)
    silence = models.JSONField(null=True)
    checked = models.JSONField(null=True)
    checked_at = models.DateTimeField(null=True)


class LedgerEntry(Booked):
    """One entry. `number` counts them from 1, without a gap; `digest` is made of the entry, its
    lines and the digest of the one before.

    `table` and `row_key` name the record it books (none: a person wrote it by hand), `content` is
    the digest of what that record said. `reverses`: the number of the entry that it takes back.
    """

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, db_index=False, related_name="ledger_entries"
    )
    number = models.BigIntegerField()
    day = models.DateField()
    booked_at = models.DateTimeField()
    table = models.CharField(max_length=20, blank=True)
    row_key = models.BinaryField(max_length=SIZE, null=True)
    reverses = models.BigIntegerField(null=True)
    says = models.CharField(max_length=300, blank=True)
    document = models.CharField(max_length=200, blank=True)
    content = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "number"], name="one_entry_a_number"),
            models.UniqueConstraint(
                fields=["workspace", "reverses"],
                condition=Q(reverses__isnull=False),
                name="an_entry_is_taken_back_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "table", "row_key", "number"], name="ledger_of_a_record"
            ),
            models.Index(fields=["workspace", "day", "number"], name="ledger_by_day"),
        ]


class LedgerLine(Booked):
    """A line of an entry: money on one side of one account; `cost` tells the accounts of costs.

    `debit` and `credit` are whole ten-thousandths of the currency's unit: SQLite adds decimals as
    floating point, and whole numbers exactly. `workspace` and `day` are the entry's, here once more
    so that sums need no join.
    """

    entry = models.ForeignKey(LedgerEntry, models.CASCADE, related_name="lines")
    workspace = models.ForeignKey(Workspace, models.CASCADE, db_index=False, related_name="+")
    day = models.DateField()
    place = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=20)
    cost = models.BooleanField()
    debit = models.BigIntegerField(null=True)
    credit = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    activity = models.CharField(max_length=12)
    network = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(debit__gt=0, credit__isnull=True) | Q(credit__gt=0, debit__isnull=True),
                name="a_line_has_one_side",
            ),
            models.UniqueConstraint(fields=["entry", "place"], name="one_line_a_place"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "day", "activity"],
                condition=Q(cost=True),
                name="ledger_costs",
            ),
        ]


class LedgerRelease(models.Model):
    """A workspace that is being deleted as a whole: its ledger may go with it. No reference, so
    that the database sees it until the last line has gone."""

    workspace = models.BigIntegerField(unique=True)


class ExchangeRate(models.Model):
    """What one euro was worth in a currency, as published on a day; `source` says by whom."""

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, db_index=False, related_name="exchange_rates"
    )
    currency = models.CharField(max_length=3)
    day = models.DateField()
    per_euro = models.DecimalField(max_digits=20, decimal_places=9)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "currency", "day"], name="one_rate_a_day")
        ]


class Agreed(models.Model):
    """Money that is promised and not spent yet: once, or every month, quarter or year.

    From `first_day` on, each of its days until `until` is an expense to come; those up to `done`
    have become expenses, or were passed over. `by_itself`: they become expenses on their day.
    """

    ONCE, MONTH, QUARTER, YEAR = "", "month", "quarter", "year"
    EVERY: ClassVar = (ONCE, MONTH, QUARTER, YEAR)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="agreed")
    what = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    activity = models.CharField(max_length=12)
    network = models.CharField(max_length=80, blank=True)
    supplier = models.CharField(max_length=160, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=8, blank=True)
    first_day = models.DateField()
    until = models.DateField(null=True)
    done = models.DateField(null=True)
    by_itself = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)


class Receipt(models.Model):
    """The file that goes with an expense, which is named by the key of its record."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="receipts")
    row_key = models.BinaryField(max_length=SIZE)
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "row_key"], name="receipts_of")]


class Meter(models.Model):
    """What calls of one kind may cost in a calendar month (`cap` None: they may not cost anything,
    since nobody has said how much)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="meters")
    key = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    cap = models.DecimalField(max_digits=18, decimal_places=4, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_meter_a_kind")
        ]


class MeterMonth(models.Model):
    """What is put aside and spent of a month's cap, in billionths of the currency's unit: both are
    within it, whoever else calls, as long as no call costs more than was foreseen. `refused` calls
    were not made for the cap, `stopped_at` is the first of them (None: none since the cap was
    set)."""

    meter = models.ForeignKey(Meter, models.CASCADE, related_name="months")
    month = models.DateField()
    currency = models.CharField(max_length=3)
    reserved = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meter", "month", "currency"], name="one_month_a_meter")
        ]


class MeterHold(models.Model):
    """What is put aside in a month for one call that is under way, in billionths, since `at`. One
    that stays was left by a worker that was killed; `day` is the day of the call."""

    month = models.ForeignKey(MeterMonth, models.CASCADE, related_name="holds")
    day = models.DateField()
    units = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)


class MeterDay(models.Model):
    """What calls cost on a day, in billionths; `written` of it is an expense of the records."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    day = models.DateField()
    currency = models.CharField(max_length=3)
    calls = models.PositiveIntegerField(default=0)
    spent = models.BigIntegerField(default=0)
    written = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key", "day", "currency"], name="one_meter_a_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["workspace"],
                condition=~Q(spent=models.F("written")),
                name="meters_to_write",
            )
        ]


class ReportChoice(models.Model):
    """A campaign of which several reports of an ads manager tell the same money, and which counts:
    the `widest`, the `finest` (see records.ad_reports), or `all` (it is not the same money). `by`
    None: nobody has said."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    network = models.CharField(max_length=80)
    campaign = models.CharField(max_length=400)
    counts = models.CharField(max_length=8)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "campaign"], name="one_choice_a_campaign"
            )
        ]


class BudgetWarning(models.Model):
    """A budget that will not hold, told once a level: `perhaps`, `likely`, `surely`, `over`.

    `activity` and `network` "" are the whole budget. With a `meter` it is a month's cap of calls
    that are charged, `pace`, `near` or `stopped`, told once a level and cap. The figures are those
    of the moment it was told.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="budget_warnings")
    activity = models.CharField(max_length=12, blank=True)
    network = models.CharField(max_length=80, blank=True)
    meter = models.CharField(max_length=40, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    level = models.CharField(max_length=8)
    currency = models.CharField(max_length=3)
    planned = models.DecimalField(max_digits=19, decimal_places=4)
    foreseen = models.DecimalField(max_digits=19, decimal_places=4)
    at = models.DateTimeField(default=timezone.now)
    seen_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "activity", "network", "first_day", "last_day", "level"],
                condition=Q(meter=""),
                name="one_warning_a_level",
            ),
            models.UniqueConstraint(
                fields=["workspace", "meter", "first_day", "level", "planned"],
                condition=~Q(meter=""),
                name="one_warning_a_cap",
            ),
        ]
