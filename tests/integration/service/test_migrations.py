"""Old and new processes work on one database while machines are upgraded one by one: migrations only add."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from django.db import connection, migrations, models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

from radlad.web.acquisition.management.commands.migrate import WholeMigrations

FIRST = {
    ("accounts", "0003_audit_is_append_only"),
    ("acquisition", "0003_counted_fields_and_purge"),
    ("delivery", "0001_initial"),
    ("reporting", "0001_initial"),
    ("review", "0001_operators_work"),
}
"""The last migration of each application that no installation was upgraded over."""
TAKEN_AWAY = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)


def later() -> list[tuple[str, str]]:
    last = dict(FIRST)
    found = MigrationLoader(None).disk_migrations
    return sorted(key for key in found if key[0] in last and key[1] > last[key[0]])


def test_the_first_migrations_are_known():
    assert set(MigrationLoader(None).disk_migrations) >= FIRST


@pytest.mark.parametrize("key", later(), ids=str)
def test_a_migration_takes_nothing_away_and_demands_nothing_of_old_processes(key):
    for operation in MigrationLoader(None).disk_migrations[key].operations:
        assert not isinstance(operation, TAKEN_AWAY), "old processes still use it: take it away a version later"
        if isinstance(operation, operations.AddField):
            field = operation.field
            many = isinstance(field, models.ManyToManyField)
            assert many or field.null or field.has_db_default(), (
                f"{operation.name}: old processes insert rows without it: null=True or db_default"
            )


class Tables(migrations.Migration):
    """With an index and a foreign key, which Django makes last."""

    operations = (
        operations.CreateModel("Whole", [("id", models.AutoField(primary_key=True))]),
        operations.CreateModel(
            "Part",
            [
                ("id", models.AutoField(primary_key=True)),
                ("whole", models.ForeignKey("acquisition.Whole", models.CASCADE)),
            ],
        ),
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("interrupted", [True, False])
def test_what_a_migration_makes_and_that_it_is_made_are_one(interrupted, monkeypatch):
    executor, migration = WholeMigrations(connection), Tables("0099_tables", "acquisition")
    state = executor.loader.project_state()
    kept = executor.recorder.record_applied

    def record(app, name):
        if interrupted:
            raise KeyboardInterrupt
        kept(app, name)

    monkeypatch.setattr(executor.recorder, "record_applied", record)
    with pytest.raises(KeyboardInterrupt) if interrupted else nullcontext():
        executor.apply_migration(state.clone(), migration)
    assert made(migration) is recorded(executor, migration) is not interrupted
    if not interrupted:
        executor.unapply_migration(state.clone(), migration)
        assert made(migration) is recorded(executor, migration) is False


def made(migration):
    with connection.cursor() as cursor:
        return f"{migration.app_label}_whole" in connection.introspection.table_names(cursor)


def recorded(executor, migration):
    return (migration.app_label, migration.name) in executor.recorder.applied_migrations()
