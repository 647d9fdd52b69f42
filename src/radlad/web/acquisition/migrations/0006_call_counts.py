from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acquisition", "0005_entries_by_time")]

    operations = [
        migrations.CreateModel(
            name="CallCount",
            fields=[
                ("key", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("since", models.BigIntegerField()),
                ("calls", models.PositiveIntegerField()),
            ],
            options={"verbose_name": "compte d’appels"},
        ),
        # Counts of the last seconds may be lost with the server; a journal of them would be written at each call.
        migrations.RunSQL(
            "ALTER TABLE acquisition_callcount SET UNLOGGED", "ALTER TABLE acquisition_callcount SET LOGGED"
        ),
    ]
