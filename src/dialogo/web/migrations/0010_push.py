"""Web push: the pair of keys of the desk, devices of people, letters that go to one of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together

import dialogo.web.models.secrets


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0009_alerts"),
    ]

    operations = together([
        migrations.CreateModel(
            name="PushKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("private", dialogo.web.models.secrets.EncryptedText()),
                ("public", models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name="PushDevice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("endpoint", dialogo.web.models.secrets.EncryptedText()),
                ("p256dh", dialogo.web.models.secrets.EncryptedText()),
                ("auth", dialogo.web.models.secrets.EncryptedText()),
                ("made_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="alertletter",
            name="device",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="desk.pushdevice",
            ),
        ),
    ])
