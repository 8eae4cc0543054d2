"""Videos of posts, kept in pieces."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_squashed_0018_promotion_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="Film",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fit", models.CharField(blank=True, max_length=60)),
                ("state", models.CharField(default="waiting", max_length=7)),
                ("name", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("take", models.PositiveIntegerField(default=0)),
                ("takes", models.PositiveIntegerField(default=0)),
                ("size", models.BigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                ("seconds", models.FloatField(default=0)),
                ("rate", models.FloatField(default=0)),
                ("poster", models.BinaryField(default=bytes)),
                ("error", models.JSONField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="smaller",
                        to="desk.film",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="films",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FilmChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("take", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="desk.film",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterFilm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alt", models.TextField(blank=True)),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="desk.film",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hung",
                        to="desk.letter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PieceFilm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alt", models.TextField(blank=True)),
                (
                    "film",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="desk.film",
                    ),
                ),
                (
                    "piece",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hung",
                        to="desk.piece",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="film",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source__isnull", False)),
                fields=("source", "fit"),
                name="one_film_a_fit",
            ),
        ),
        migrations.AddConstraint(
            model_name="filmchunk",
            constraint=models.UniqueConstraint(
                fields=("film", "take", "number"), name="one_chunk_a_place"
            ),
        ),
    ]
