"""The dialogue: connections, conversations, letters; and the words of messages can be searched."""

from __future__ import annotations

from typing import Any

import dialogo.web.models.secrets
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together
from dialogo.web.models import message_words


def make(apps: Any, schema_editor: Any) -> None:
    message_words.make(schema_editor.connection)


def unmake(apps: Any, schema_editor: Any) -> None:
    message_words.unmake(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0002_import_stored'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('url', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='desk.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='one_group_a_name')],
            },
        ),
        migrations.CreateModel(
            name='PaceBucket',
            fields=[
                ('name', models.CharField(max_length=300, primary_key=True, serialize=False)),
                ('left', models.FloatField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('filters', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='SignInAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=40)),
                ('way', models.CharField(max_length=40)),
                ('state', models.CharField(max_length=64, unique=True)),
                ('kept', dialogo.web.models.secrets.EncryptedText()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Triage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=20)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('before', models.JSONField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', '-id'], name='triage_newest')],
            },
        ),
        migrations.CreateModel(
            name='Canned',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('language', models.CharField(blank=True, max_length=8)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='canned', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=40)),
                ('way', models.CharField(max_length=40)),
                ('external_id', models.TextField()),
                ('handle', models.TextField()),
                ('name', models.TextField(blank=True)),
                ('server', models.TextField(blank=True)),
                ('url', models.TextField(null=True)),
                ('settings', models.JSONField(default=dict)),
                ('limits', models.JSONField(default=dict)),
                ('state', models.CharField(default='live', max_length=12)),
                ('moved_to', models.TextField(blank=True)),
                ('error', models.JSONField(null=True)),
                ('troubles', models.PositiveIntegerField(default=0)),
                ('cursor', models.TextField(null=True)),
                ('pull_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('pulled_at', models.DateTimeField(null=True)),
                ('figures_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('connected_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('connected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to='desk.workspace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('live', 'resting', 'moved'))), fields=['pull_at'], name='connections_to_pull')],
                'constraints': [models.UniqueConstraint(fields=('workspace', 'network', 'external_id'), name='one_connection_an_account')],
            },
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secrets', dialogo.web.models.secrets.EncryptedText()),
                ('until', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credentials', to='desk.connection')),
            ],
        ),
        migrations.CreateModel(
            name='Delivered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_key', models.BinaryField(max_length=16)),
                ('post', models.BooleanField(default=False)),
                ('external_id', models.TextField()),
                ('version', models.TextField(null=True)),
                ('root', models.JSONField(null=True)),
                ('author_id', models.TextField(blank=True)),
                ('author_name', models.TextField(blank=True)),
                ('author_url', models.TextField(null=True)),
                ('subject', models.TextField(null=True)),
                ('attachments', models.JSONField(default=list)),
                ('edited_at', models.DateTimeField(null=True)),
                ('gone_at', models.DateTimeField(null=True)),
                ('reply_until', models.DateTimeField(null=True)),
                ('reply_forbidden', models.TextField(null=True)),
                ('liked', models.BooleanField(default=False)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.connection')),
            ],
            options={
                'indexes': [models.Index(fields=['row_key'], name='delivered_by_row'), models.Index(fields=['connection', 'author_id'], name='delivered_by_author')],
                'constraints': [models.UniqueConstraint(fields=('connection', 'row_key'), name='delivered_once')],
            },
        ),
        migrations.CreateModel(
            name='RawEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('digest', models.BinaryField(max_length=16)),
                ('content', models.JSONField()),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(null=True)),
                ('error', models.JSONField(null=True)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.connection')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['connection', 'id'], name='raw_to_do'), models.Index(fields=['received_at'], name='raw_by_age')],
                'constraints': [models.UniqueConstraint(fields=('connection', 'digest'), name='one_event_an_item')],
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=40)),
                ('account', models.TextField(null=True)),
                ('thread_key', models.BinaryField(max_length=16)),
                ('author_key', models.BinaryField(max_length=16)),
                ('author', models.TextField()),
                ('author_name', models.TextField(blank=True)),
                ('place', models.CharField(max_length=12)),
                ('private', models.BooleanField(default=False)),
                ('subject', models.TextField(blank=True)),
                ('opened_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('last_message', models.BigIntegerField()),
                ('last_ours', models.BooleanField(default=False)),
                ('messages', models.PositiveIntegerField(default=0)),
                ('unread', models.PositiveIntegerField(default=0)),
                ('waiting_since', models.DateTimeField(null=True)),
                ('asks', models.CharField(default='unsure', max_length=6)),
                ('act', models.CharField(blank=True, max_length=12)),
                ('need', models.TextField(null=True)),
                ('language', models.CharField(max_length=8, null=True)),
                ('certainty', models.FloatField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('reply_until', models.DateTimeField(null=True)),
                ('rank_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=8)),
                ('snoozed_until', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('assigned', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.connection')),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='desk.workspace')),
                ('group', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.group')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'state', 'rank_at', 'id'], name='conversations_due'), models.Index(fields=['workspace', 'state', '-last_at', '-id'], name='conversations_by'), models.Index(fields=['workspace', '-last_at', '-id'], name='conversations_all'), models.Index(fields=['workspace', 'author_key', '-last_at', '-id'], name='conversations_of'), models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['snoozed_until'], name='conversations_asleep'), models.Index(condition=models.Q(('assigned__isnull', False)), fields=['assigned', 'state', 'rank_at', 'id'], name='conversations_mine'), models.Index(condition=models.Q(('group__isnull', False)), fields=['group', 'state', 'rank_at', 'id'], name='conversations_of_group'), models.Index(condition=models.Q(('waiting_since__isnull', False)), fields=['workspace', 'asks', 'waiting_since', 'state', 'author_key'], name='conversations_waiting')],
                'constraints': [models.UniqueConstraint(fields=('workspace', 'thread_key', 'author_key'), name='one_conversation_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('key', models.CharField(max_length=26, null=True, unique=True)),
                ('asked_key', models.CharField(max_length=128, null=True)),
                ('written_at', models.DateTimeField(null=True)),
                ('text', models.TextField()),
                ('language', models.CharField(max_length=8, null=True)),
                ('reply_to', models.JSONField(null=True)),
                ('quote', models.JSONField(null=True)),
                ('card', models.JSONField(null=True)),
                ('audience', models.CharField(default='public', max_length=10)),
                ('private_id', models.TextField(null=True)),
                ('to', models.JSONField(default=list)),
                ('subject', models.TextField(null=True)),
                ('basis', models.BigIntegerField(null=True)),
                ('then', models.CharField(blank=True, max_length=8)),
                ('assisted', models.BooleanField(default=False)),
                ('state', models.CharField(default='draft', max_length=8)),
                ('approved_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('kept', models.JSONField(default=dict)),
                ('error', models.JSONField(null=True)),
                ('error_code', models.CharField(blank=True, max_length=80)),
                ('network_id', models.TextField(null=True)),
                ('receipt', models.JSONField(null=True)),
                ('url', models.TextField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followers', to='desk.letter')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('canned', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.canned')),
                ('connection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='letters', to='desk.connection')),
                ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='letters', to='desk.conversation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='desk.workspace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('queued', 'sending', 'doubt'))), fields=['next_at'], name='letters_on_their_way'), models.Index(fields=['workspace', 'state', '-id'], name='letters_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('network_id__isnull', False)), fields=('connection', 'network_id'), name='one_letter_a_receipt'), models.UniqueConstraint(condition=models.Q(('asked_key__isnull', False)), fields=('workspace', 'asked_key'), name='one_letter_a_request')],
            },
        ),
        migrations.CreateModel(
            name='LetterPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('mime', models.CharField(max_length=60)),
                ('alt', models.TextField(blank=True)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='desk.letter')),
            ],
        ),
        migrations.CreateModel(
            name='LetterStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('was', models.CharField(blank=True, max_length=8)),
                ('state', models.CharField(max_length=8)),
                ('says', models.JSONField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='desk.letter')),
            ],
        ),
        migrations.CreateModel(
            name='Looking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('writing', models.BooleanField(default=False)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looking', to='desk.conversation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('conversation', 'person'), name='one_look_each')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='desk.conversation')),
            ],
        ),
        migrations.CreateModel(
            name='NoteMention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(null=True)),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='desk.note')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='note_mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('note', 'person'), name='mentioned_once')],
            },
        ),
        migrations.AddField(
            model_name='group',
            name='people',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL),
        ),
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
        migrations.AddField(
            model_name='derived',
            name='rests_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='messagesrow',
            name='thread_key',
            field=models.BinaryField(max_length=16, null=True),
        ),
        migrations.AddField(
            model_name='messagesrow',
            name='part_of',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='said', to='desk.conversation'),
        ),
        migrations.AddIndex(
            model_name='messagesrow',
            index=models.Index(condition=models.Q(('part_of__isnull', False)), fields=['part_of', 'sent_at', 'id'], name='messages_part_of'),
        ),
        migrations.AddIndex(
            model_name='messagesrow',
            index=models.Index(condition=models.Q(('thread_key__isnull', False)), fields=['workspace', 'thread_key', 'sent_at'], name='messages_thread'),
        ),
        migrations.AddIndex(
            model_name='messagesrow',
            index=models.Index(condition=models.Q(('thread_key__isnull', True)), fields=['workspace', 'id'], name='messages_unthreaded'),
        ),
        migrations.DeleteModel(
            name='Waiting',
        ),
        migrations.RunPython(make, unmake),
    ])
