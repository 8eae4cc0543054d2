"""The guard on promotion: how it stands in the way, and over how many posts and days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0017_absences_handed"),
    ]

    operations = [
        migrations.AddField(
            model_name="postrules",
            name="guard",
            field=models.CharField(default="warn", max_length=5),
        ),
        migrations.AddField(
            model_name="postrules",
            name="guard_days",
            field=models.PositiveSmallIntegerField(default=30),
        ),
        migrations.AddField(
            model_name="postrules",
            name="guard_posts",
            field=models.PositiveSmallIntegerField(default=10),
        ),
        migrations.AddField(
            model_name="postrules",
            name="guard_waits",
            field=models.BooleanField(default=True),
        ),
    ]
