import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledgers", "0004_originals_intakes"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="draft",
            name="one_open_draft_a_document",
        ),
        migrations.RemoveField(
            model_name="draft",
            name="batch",
        ),
        migrations.RemoveField(
            model_name="draft",
            name="batch_size",
        ),
        migrations.RemoveField(
            model_name="draft",
            name="place",
        ),
        migrations.RemoveField(
            model_name="draft",
            name="source_data",
        ),
        migrations.RemoveField(
            model_name="draft",
            name="source_hash",
        ),
        migrations.RemoveField(
            model_name="ledgerversion",
            name="source_data",
        ),
        migrations.RemoveField(
            model_name="ledgerversion",
            name="source_hash",
        ),
        migrations.AlterField(
            model_name="draft",
            name="original",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledgers.original"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("collected", False), ("saved_as", None)),
                fields=("owner", "original"),
                name="one_open_draft_a_document",
            ),
        ),
    ]
