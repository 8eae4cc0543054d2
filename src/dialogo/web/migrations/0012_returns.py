"""Experiments: what a test said an activity brought, with its bounds and its days."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0011_tone"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnExperiment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity", models.CharField(max_length=80)),
                ("outcome", models.CharField(max_length=120)),
                ("kind", models.CharField(default="holdout", max_length=12)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("effect", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("level", models.FloatField(default=0.9)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("by_name", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        related_name="return_experiments",
                        to="desk.workspace",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace", "-id"], name="return_experiments_latest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="an_experiment_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect", None), ("high", None), ("low", None)),
                            models.Q(
                                ("high__gte", models.F("effect")), ("low__lte", models.F("effect"))
                            ),
                            _connector="OR",
                        ),
                        name="an_effect_lies_within_its_bounds",
                    ),
                ],
            },
        ),
    ]
