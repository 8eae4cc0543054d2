"""Priorities, what became of promises on reply time, and why a conversation went to whom."""

import django.db.models.deletion
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0006_language"),
    ]

    operations = together([
        migrations.AddField(
            model_name="conversation",
            name="prioritised",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="conversation",
            name="priority",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="conversation",
            name="routed",
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name="RoutingRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hand_on", models.BooleanField(default=True)),
                (
                    "last",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.colleague",
                    ),
                ),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="routing_rules",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PromiseWait",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row_key", models.BinaryField(max_length=16)),
                ("network", models.CharField(max_length=40)),
                ("need", models.CharField(blank=True, max_length=200)),
                ("priority", models.PositiveSmallIntegerField()),
                ("began", models.DateTimeField()),
                ("day", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("within", models.FloatField()),
                ("waited", models.FloatField()),
                ("outcome", models.CharField(max_length=8)),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.conversation",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.workspace",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace", "-began", "-id"], name="promises_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "row_key"), name="one_promise_a_wait"
                    )
                ],
            },
        ),
    ])
