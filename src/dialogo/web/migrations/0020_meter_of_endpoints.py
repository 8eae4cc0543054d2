"""The month and cap of an endpoint become the meter's; which of several reports of ads counts."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

BILLION = 1_000_000_000
LARGEST = 10**9


def to_the_meter(apps: Any, schema_editor: Any) -> None:
    """What an endpoint may cost and has cost: from its own tables into the meter's."""
    meters, months = (apps.get_model("desk", name) for name in ("Meter", "MeterMonth"))
    for row in months.objects.select_related("meter"):
        months.objects.filter(pk=row.pk).update(currency=row.meter.currency)
    for endpoint in apps.get_model("desk", "Endpoint").objects.order_by("pk"):
        meter, _ = meters.objects.get_or_create(
            workspace_id=endpoint.workspace_id,
            key="language",
            defaults={"currency": endpoint.currency, "cap": min(endpoint.limit, LARGEST)},
        )
        asked = apps.get_model("desk", "EndpointMonth").objects
        for row in asked.filter(workspace_id=endpoint.workspace_id).order_by("pk"):
            months.objects.get_or_create(
                meter=meter,
                month=row.month,
                currency=row.currency,
                defaults={
                    "spent": int(row.spent * BILLION),
                    "reserved": int(row.reserved * BILLION),
                },
            )


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0019_films"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("network", models.CharField(max_length=80)),
                ("campaign", models.CharField(max_length=400)),
                ("counts", models.CharField(max_length=8)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.workspace",
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(model_name="budgetwarning", name="one_warning_a_level"),
        migrations.RemoveConstraint(model_name="metermonth", name="one_month_a_meter"),
        migrations.AddField(
            model_name="budgetwarning",
            name="meter",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="metermonth",
            name="currency",
            field=models.CharField(default="", max_length=3),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="metermonth", name="refused", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            model_name="metermonth", name="stopped_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddConstraint(
            model_name="budgetwarning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("meter", "")),
                fields=("workspace", "activity", "network", "first_day", "last_day", "level"),
                name="one_warning_a_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetwarning",
            constraint=models.UniqueConstraint(
                condition=models.Q(("meter", ""), _negated=True),
                fields=("workspace", "meter", "first_day", "level", "planned"),
                name="one_warning_a_cap",
            ),
        ),
        migrations.AddConstraint(
            model_name="metermonth",
            constraint=models.UniqueConstraint(
                fields=("meter", "month", "currency"), name="one_month_a_meter"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportchoice",
            constraint=models.UniqueConstraint(
                fields=("workspace", "network", "campaign"), name="one_choice_a_campaign"
            ),
        ),
        migrations.RunPython(to_the_meter, migrations.RunPython.noop),
        migrations.RemoveField(model_name="endpoint", name="limit"),
        migrations.RemoveField(model_name="endpointmonth", name="reserved"),
        migrations.RemoveField(model_name="endpointmonth", name="spent"),
    ]
