"""An import says how many of its rows are stored so far."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='stored',
            field=models.JSONField(default=dict),
        ),
    ]
