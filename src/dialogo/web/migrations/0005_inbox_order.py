"""The inbox's lists in their order, whatever is asked for: by state, by whom they are given to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0004_who_waits'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='conversation',
            name='conversations_due',
        ),
        migrations.RemoveIndex(
            model_name='conversation',
            name='conversations_asleep',
        ),
        migrations.AlterField(
            model_name='conversation',
            name='assigned',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='conversation',
            name='group',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.group'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(fields=['workspace', 'state', 'rank_at', 'id'], name='conversations_due'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['snoozed_until'], name='conversations_asleep'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('assigned__isnull', False)), fields=['assigned', 'state', 'rank_at', 'id'], name='conversations_mine'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('group__isnull', False)), fields=['group', 'state', 'rank_at', 'id'], name='conversations_of_group'),
        ),
    ]
