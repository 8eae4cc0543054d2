"""The team: colleagues, skills, absences, on call, swaps and the rules of the rota."""

import dialogo.web.models.secrets
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from dialogo.web.migrations._together import together


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_dialogue'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Colleague',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('zone', models.CharField(blank=True, max_length=64)),
                ('languages', models.JSONField(default=list)),
                ('networks', models.JSONField(default=list)),
                ('weekly_hours', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('dedicated', models.BooleanField(default=False)),
                ('week', models.JSONField(null=True)),
                ('may_decide', models.TextField(blank=True)),
                ('at_once', models.PositiveSmallIntegerField(default=0)),
                ('left_on', models.DateField(null=True)),
                ('calendar_key', dialogo.web.models.secrets.EncryptedText(blank=True)),
                ('cover', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='covers', to='desk.colleague')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='colleagues', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='colleagues', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('kind', models.CharField(default='holiday', max_length=10)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='asked', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='desk.colleague')),
            ],
        ),
        migrations.CreateModel(
            name='OnCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('rank', models.PositiveSmallIntegerField(default=1)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='on_call', to='desk.colleague')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='on_call', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('level', models.PositiveSmallIntegerField(default=2)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='desk.colleague')),
            ],
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='offered', max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.colleague')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.colleague')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps', to='desk.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='TeamRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rest_hours', models.DecimalField(decimal_places=2, default=Decimal('11'), max_digits=5)),
                ('day_hours', models.DecimalField(decimal_places=2, default=Decimal('10'), max_digits=5)),
                ('week_hours', models.DecimalField(decimal_places=2, default=Decimal('48'), max_digits=5)),
                ('days_in_a_row', models.PositiveSmallIntegerField(default=6)),
                ('agree_swaps', models.BooleanField(default=True)),
                ('people_figures', models.BooleanField(default=True)),
                ('routing', models.CharField(default='manual', max_length=10)),
                ('calendar_key', dialogo.web.models.secrets.EncryptedText(blank=True)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='team_rules', to='desk.workspace')),
            ],
        ),
        migrations.AddConstraint(
            model_name='colleague',
            constraint=models.UniqueConstraint(fields=('workspace', 'name'), name='one_colleague_a_name'),
        ),
        migrations.AddConstraint(
            model_name='colleague',
            constraint=models.UniqueConstraint(fields=('workspace', 'person'), name='one_colleague_a_person'),
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['colleague', 'ends_at'], name='absences_of_colleague'),
        ),
        migrations.AddIndex(
            model_name='oncall',
            index=models.Index(fields=['workspace', 'ends_at'], name='on_call_of_workspace'),
        ),
        migrations.AddConstraint(
            model_name='skill',
            constraint=models.UniqueConstraint(fields=('colleague', 'name'), name='one_level_a_skill'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('offered', 'taken'))), fields=('workspace', 'person', 'starts_at'), name='a_shift_is_offered_once'),
        ),
    ])
