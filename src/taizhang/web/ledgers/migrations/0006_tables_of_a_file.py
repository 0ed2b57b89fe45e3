from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("ledgers", "0005_sources_are_originals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="draft",
            name="one_open_draft_a_document",
        ),
        migrations.AddField(
            model_name="draft",
            name="table",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="draft",
            name="tables",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="incoming",
            name="table",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("collected", False), ("saved_as", None)),
                fields=("owner", "original", "table"),
                name="one_open_draft_a_document",
            ),
        ),
    ]
