from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def name_units(apps: Any, schema_editor: Any) -> None:
    """The unit that an account named in words becomes a unit of its region."""
    Unit = apps.get_model("places", "Unit")
    for user in apps.get_model("people", "User").objects.exclude(unit="").exclude(region=None):
        user.own_unit = Unit.objects.get_or_create(region_id=user.region_id, name=user.unit)[0]
        user.save(update_fields=["own_unit"])


def write_names(apps: Any, schema_editor: Any) -> None:
    """The way back."""
    for user in apps.get_model("people", "User").objects.exclude(own_unit=None).select_related("own_unit"):
        user.unit = user.own_unit.name
        user.save(update_fields=["unit"])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("places", "0002_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="own_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="places.unit",
            ),
        ),
        migrations.RunPython(name_units, write_names),
        migrations.RemoveField(
            model_name="user",
            name="unit",
        ),
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[
                    ("coordinator", "督查室经办"),
                    ("reporter", "责任单位填报"),
                    ("signer", "责任单位签发"),
                    ("leader", "分管领导"),
                    ("auditor", "审计监督"),
                    ("security", "安全管理员"),
                    ("administrator", "系统管理员"),
                ],
                max_length=20,
            ),
        ),
    ]
