"""The ledger and its guards' releases, exchange rates, what is agreed, receipts, meters, warnings."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0015_needs_results_outward'),
    ]

    operations = together([
        migrations.CreateModel(
            name='LedgerRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workspace', models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Agreed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=160)),
                ('kind', models.CharField(max_length=12)),
                ('activity', models.CharField(max_length=12)),
                ('network', models.CharField(blank=True, max_length=80)),
                ('supplier', models.CharField(blank=True, max_length=160)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=18)),
                ('currency', models.CharField(max_length=3)),
                ('every', models.CharField(blank=True, max_length=8)),
                ('first_day', models.DateField()),
                ('until', models.DateField(null=True)),
                ('done', models.DateField(null=True)),
                ('by_itself', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='BudgetWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.CharField(blank=True, max_length=12)),
                ('network', models.CharField(blank=True, max_length=80)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('level', models.CharField(max_length=8)),
                ('currency', models.CharField(max_length=3)),
                ('planned', models.DecimalField(decimal_places=4, max_digits=19)),
                ('foreseen', models.DecimalField(decimal_places=4, max_digits=19)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_warnings', to='desk.workspace')),
            ],
        ),
        migrations.AddField(
            model_name='alertletter',
            name='budget',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.budgetwarning'),
        ),
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('day', models.DateField()),
                ('per_euro', models.DecimalField(decimal_places=9, max_digits=20)),
                ('source', models.CharField(max_length=80)),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exchange_rates', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Ledger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entries', models.BigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('revision', models.BigIntegerField(default=-1)),
                ('codes', models.JSONField(default=dict)),
                ('silence', models.JSONField(null=True)),
                ('checked', models.JSONField(null=True)),
                ('checked_at', models.DateTimeField(null=True)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ledger', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('day', models.DateField()),
                ('booked_at', models.DateTimeField()),
                ('table', models.CharField(blank=True, max_length=20)),
                ('row_key', models.BinaryField(max_length=16, null=True)),
                ('reverses', models.BigIntegerField(null=True)),
                ('says', models.CharField(blank=True, max_length=300)),
                ('document', models.CharField(blank=True, max_length=200)),
                ('content', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='ledger_entries', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='LedgerLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('place', models.PositiveSmallIntegerField()),
                ('account', models.CharField(max_length=20)),
                ('cost', models.BooleanField()),
                ('debit', models.BigIntegerField(null=True)),
                ('credit', models.BigIntegerField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('activity', models.CharField(max_length=12)),
                ('network', models.CharField(blank=True, max_length=80)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='desk.ledgerentry')),
                ('workspace', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Meter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('currency', models.CharField(max_length=3)),
                ('cap', models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meters', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='MeterDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('day', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('calls', models.PositiveIntegerField(default=0)),
                ('spent', models.BigIntegerField(default=0)),
                ('written', models.BigIntegerField(default=0)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='MeterMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('reserved', models.BigIntegerField(default=0)),
                ('spent', models.BigIntegerField(default=0)),
                ('meter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='months', to='desk.meter')),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_key', models.BinaryField(max_length=16)),
                ('name', models.CharField(max_length=200)),
                ('mime', models.CharField(max_length=60)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('data', models.BinaryField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='desk.workspace')),
            ],
        ),
        migrations.AddConstraint(
            model_name='budgetwarning',
            constraint=models.UniqueConstraint(fields=('workspace', 'activity', 'network', 'first_day', 'last_day', 'level'), name='one_warning_a_level'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.UniqueConstraint(fields=('workspace', 'currency', 'day'), name='one_rate_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('workspace', 'reverses'), name='an_entry_is_taken_back_once'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['workspace', 'table', 'row_key', 'number'], name='ledger_of_a_record'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['workspace', 'day', 'number'], name='ledger_by_day'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('workspace', 'number'), name='one_entry_a_number'),
        ),
        migrations.AddIndex(
            model_name='ledgerline',
            index=models.Index(condition=models.Q(('cost', True)), fields=['workspace', 'day', 'activity'], name='ledger_costs'),
        ),
        migrations.AddConstraint(
            model_name='ledgerline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credit__isnull', True), ('debit__gt', 0)), models.Q(('credit__gt', 0), ('debit__isnull', True)), _connector='OR'), name='a_line_has_one_side'),
        ),
        migrations.AddConstraint(
            model_name='ledgerline',
            constraint=models.UniqueConstraint(fields=('entry', 'place'), name='one_line_a_place'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.UniqueConstraint(fields=('workspace', 'key'), name='one_meter_a_kind'),
        ),
        migrations.AddIndex(
            model_name='meterday',
            index=models.Index(condition=models.Q(('spent', models.F('written')), _negated=True), fields=['workspace'], name='meters_to_write'),
        ),
        migrations.AddConstraint(
            model_name='meterday',
            constraint=models.UniqueConstraint(fields=('workspace', 'key', 'day', 'currency'), name='one_meter_a_day'),
        ),
        migrations.AddConstraint(
            model_name='metermonth',
            constraint=models.UniqueConstraint(fields=('meter', 'month'), name='one_month_a_meter'),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['workspace', 'row_key'], name='receipts_of'),
        ),
    ])
