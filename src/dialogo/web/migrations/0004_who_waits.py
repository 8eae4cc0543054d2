"""Who waits is told by the conversations: the rows that said so before are let go of."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_dialogue'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='standing',
            name='older',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='people',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='questions',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='waiting_since',
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('waiting_since__isnull', False)), fields=['workspace', 'asks', 'waiting_since', 'state', 'author_key'], name='conversations_waiting'),
        ),
        migrations.DeleteModel(
            name='Waiting',
        ),
    ]
