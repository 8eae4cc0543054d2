"""The tone of a message has a column: what a person, a file or a model says of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0010_push"),
    ]

    operations = [
        migrations.AddField(
            model_name="messagelabelsrow",
            name="tone",
            field=models.TextField(null=True),
        ),
    ]
