from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledgers", "0006_tables_of_a_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="awaited",
            field=models.JSONField(default=list),
        ),
    ]
