"""Time: weeks of timesheets, the running timer and where it starts, words of time trackers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0013_content"),
    ]

    operations = together([
        migrations.CreateModel(
            name="Timer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("activity", models.CharField(max_length=12)),
                ("network", models.CharField(blank=True, max_length=40)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("auto", models.BooleanField(default=False)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timer",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TimerWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on_conversations", models.BooleanField(default=False)),
                ("on_pieces", models.BooleanField(default=False)),
                ("idle_minutes", models.PositiveSmallIntegerField(default=15)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timer_wish",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrackerWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("meanings", models.JSONField(default=dict)),
                ("asked", models.JSONField(default=dict)),
                ("day_first", models.BooleanField(null=True)),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tracker_words",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TimesheetWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("monday", models.DateField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("at", models.DateTimeField()),
                ("hours", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("revision", models.BigIntegerField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timesheets",
                        to="desk.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "name", "monday"), name="one_timesheet_a_week"
                    )
                ],
            },
        ),
    ])
