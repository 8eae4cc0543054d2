"""Letters tell of posts that wait for an approval; each person says whether by mail, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0020_meter_of_endpoints"),
    ]

    operations = [
        migrations.AddField(
            model_name="alertletter",
            name="steps",
            field=models.ManyToManyField(related_name="letters", to="desk.piecestep"),
        ),
        migrations.AddField(
            model_name="membership",
            name="post_mail",
            field=models.BooleanField(default=True),
        ),
    ]
