"""What is said in the videos of posts is kept with them, to be read along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0021_mail_about_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="letterfilm",
            name="captions",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="piecefilm",
            name="captions",
            field=models.JSONField(default=list),
        ),
    ]
