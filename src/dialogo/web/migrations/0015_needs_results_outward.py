"""Needs know their months and posts; readings, results and conversations of others have rows."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0014_time'),
    ]

    operations = together([
        migrations.RemoveField(
            model_name='need',
            name='posts_shown',
        ),
        migrations.AddField(
            model_name='need',
            name='months',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='need',
            name='told',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='need',
            name='well_answered',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='need',
            name='wrote',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='OutwardRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('a_day', models.PositiveSmallIntegerField(default=10)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outward_rules', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='OutwardSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('what', models.CharField(max_length=300)),
                ('title', models.CharField(max_length=200)),
                ('error', models.JSONField(null=True)),
                ('troubles', models.PositiveIntegerField(default=0)),
                ('check_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_at', models.DateTimeField(null=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outward_searches', to='desk.connection')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outward_searches', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='OutwardFind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('who', models.CharField(max_length=64)),
                ('handle', models.CharField(max_length=300)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True)),
                ('url', models.TextField(null=True)),
                ('sent_at', models.DateTimeField()),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('content', models.JSONField(default=dict)),
                ('alone', models.CharField(blank=True, max_length=12)),
                ('state', models.CharField(default='new', max_length=8)),
                ('at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('connection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.connection')),
                ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outward', to='desk.conversation')),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='outward_finds', to='desk.workspace')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finds', to='desk.outwardsearch')),
            ],
        ),
        migrations.CreateModel(
            name='PostReadingsRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_key', models.BinaryField(max_length=16)),
                ('revision', models.BigIntegerField()),
                ('network', models.TextField()),
                ('post_id', models.TextField()),
                ('read_at', models.DateTimeField()),
                ('impressions', models.BigIntegerField(null=True)),
                ('reach', models.BigIntegerField(null=True)),
                ('views', models.BigIntegerField(null=True)),
                ('likes', models.BigIntegerField(null=True)),
                ('comments', models.BigIntegerField(null=True)),
                ('shares', models.BigIntegerField(null=True)),
                ('saves', models.BigIntegerField(null=True)),
                ('clicks', models.BigIntegerField(null=True)),
                ('extra', models.TextField(null=True)),
                ('post_key', models.BinaryField(max_length=16, null=True)),
                ('brought_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.import')),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.workspace')),
            ],
            options={
                'db_table': 'records_post_readings',
            },
        ),
        migrations.CreateModel(
            name='PostResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_key', models.BinaryField(max_length=16)),
                ('published_at', models.DateTimeField()),
                ('needs', models.JSONField(default=list)),
                ('told', models.JSONField(default=dict)),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='post_results', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='LeftAlone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=64)),
                ('handle', models.CharField(max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('connection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.connection')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_alone', to='desk.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('connection', 'who'), name='left_alone_once')],
            },
        ),
        migrations.AddIndex(
            model_name='outwardsearch',
            index=models.Index(fields=['check_at'], name='outward_by_time'),
        ),
        migrations.AddConstraint(
            model_name='outwardsearch',
            constraint=models.UniqueConstraint(fields=('connection', 'kind', 'what'), name='one_search_each'),
        ),
        migrations.AddIndex(
            model_name='outwardfind',
            index=models.Index(fields=['workspace', 'state', '-sent_at', '-id'], name='outward_newest'),
        ),
        migrations.AddIndex(
            model_name='outwardfind',
            index=models.Index(fields=['connection', 'who'], name='outward_by_writer'),
        ),
        migrations.AddConstraint(
            model_name='outwardfind',
            constraint=models.UniqueConstraint(fields=('connection', 'key'), name='found_once_an_account'),
        ),
        migrations.AddIndex(
            model_name='postreadingsrow',
            index=models.Index(fields=['workspace', 'revision', 'id'], name='post_readings_revision'),
        ),
        migrations.AddIndex(
            model_name='postreadingsrow',
            index=models.Index(fields=['workspace', 'read_at', 'id'], name='post_readings_moment'),
        ),
        migrations.AddIndex(
            model_name='postreadingsrow',
            index=models.Index(condition=models.Q(('brought_by__isnull', False)), fields=['brought_by'], name='post_readings_brought_by'),
        ),
        migrations.AddIndex(
            model_name='postreadingsrow',
            index=models.Index(condition=models.Q(('post_key__isnull', False)), fields=['workspace', 'post_key', 'read_at'], name='post_readings_post_key'),
        ),
        migrations.AddConstraint(
            model_name='postreadingsrow',
            constraint=models.UniqueConstraint(fields=('workspace', 'row_key'), name='post_readings_one_row_an_event'),
        ),
        migrations.AddIndex(
            model_name='postresult',
            index=models.Index(fields=['workspace', '-published_at', '-id'], name='results_newest'),
        ),
        migrations.AddConstraint(
            model_name='postresult',
            constraint=models.UniqueConstraint(fields=('workspace', 'row_key'), name='one_result_a_post'),
        ),
    ])
