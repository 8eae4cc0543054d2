"""Alerts: rules, the steps that were reached, and the letters that told of them."""

import dialogo.web.models.alerts
import dialogo.web.models.secrets
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0008_need_groups"),
    ]

    operations = together([
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("step", models.PositiveSmallIntegerField()),
                ("to", models.CharField(max_length=8)),
                ("due_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("state", models.CharField(default="told", max_length=6)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alerts",
                        to="desk.conversation",
                    ),
                ),
                (
                    "seen_by",
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
                        related_name="alerts",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AlertLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("way", models.CharField(max_length=4)),
                ("key", models.UUIDField(unique=True)),
                ("state", models.CharField(default="waiting", max_length=7)),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.JSONField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("alerts", models.ManyToManyField(related_name="letters", to="desk.alert")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
            name="AlertRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.BooleanField(default=False)),
                ("steps", models.JSONField(default=dialogo.web.models.alerts.usual_steps)),
                ("quiet_from", models.TimeField(null=True)),
                ("quiet_to", models.TimeField(null=True)),
                ("hook", models.TextField(blank=True)),
                ("secret", dialogo.web.models.secrets.EncryptedText(blank=True)),
                ("former", dialogo.web.models.secrets.EncryptedText(blank=True)),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alert_rules",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(fields=["workspace", "-id"], name="alerts_newest"),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                fields=("conversation", "since", "step"), name="one_alert_a_step"
            ),
        ),
        migrations.AddIndex(
            model_name="alertletter",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["due_at"],
                name="alert_letters_to_send",
            ),
        ),
        migrations.AddIndex(
            model_name="alertletter",
            index=models.Index(fields=["person", "way", "-sent_at"], name="alert_letters_of"),
        ),
    ])
