"""What corrections have taught, and the endpoint that is asked about what is unsure."""

import dialogo.web.models.secrets
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_watch_and_training'),
    ]

    operations = together([
        migrations.AddField(
            model_name='workspace',
            name='taught',
            field=models.BigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.BooleanField(default=False)),
                ('url', models.TextField(blank=True)),
                ('model', models.CharField(blank=True, max_length=120)),
                ('key', dialogo.web.models.secrets.EncryptedText(blank=True)),
                ('messages', models.BooleanField(default=True)),
                ('posts', models.BooleanField(default=True)),
                ('price_in', models.DecimalField(decimal_places=6, default=0, max_digits=12)),
                ('price_out', models.DecimalField(decimal_places=6, default=0, max_digits=12)),
                ('limit', models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('form', models.CharField(default='schema', max_length=8)),
                ('read_to', models.JSONField(default=dict)),
                ('error', models.JSONField(null=True)),
                ('troubles', models.PositiveIntegerField(default=0)),
                ('rests_until', models.DateTimeField(null=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='endpoint', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='OwnModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(default=0)),
                ('wanted', models.BooleanField(default=True)),
                ('helps', models.BooleanField(default=False)),
                ('corrections', models.PositiveIntegerField(default=0)),
                ('learnt_from', models.CharField(blank=True, max_length=64)),
                ('learnt_at', models.DateTimeField(null=True)),
                ('table', models.BinaryField(null=True)),
                ('former', models.BinaryField(null=True)),
                ('settled', models.BigIntegerField(null=True)),
                ('forgotten', models.BigIntegerField(default=-1)),
                ('figures', models.JSONField(default=dict)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='own_model', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='EndpointAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_key', models.BinaryField(max_length=16)),
                ('post', models.BooleanField(default=False)),
                ('came', models.CharField(blank=True, max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'row_key', 'post'), name='asked_once_a_text')],
            },
        ),
        migrations.CreateModel(
            name='EndpointMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('reserved', models.DecimalField(decimal_places=9, default=0, max_digits=18)),
                ('spent', models.DecimalField(decimal_places=9, default=0, max_digits=18)),
                ('asked', models.PositiveIntegerField(default=0)),
                ('labelled', models.PositiveIntegerField(default=0)),
                ('unsure', models.PositiveIntegerField(default=0)),
                ('thrown_away', models.PositiveIntegerField(default=0)),
                ('failed', models.PositiveIntegerField(default=0)),
                ('tokens_in', models.BigIntegerField(default=0)),
                ('tokens_out', models.BigIntegerField(default=0)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endpoint_months', to='desk.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'month', 'currency'), name='one_sum_a_month')],
            },
        ),
    ])
