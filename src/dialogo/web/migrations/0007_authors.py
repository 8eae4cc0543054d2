"""What somebody wrote is found by the id that lasts when their name changes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0006_message_words'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='delivered',
            index=models.Index(fields=['connection', 'author_id'], name='delivered_by_author'),
        ),
    ]
