"""An absence knows when its open conversations went to others, and when they came back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0016_ledger"),
    ]

    operations = [
        migrations.AddField(
            model_name="absence",
            name="handed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="absence",
            name="returned_at",
            field=models.DateTimeField(null=True),
        ),
    ]
