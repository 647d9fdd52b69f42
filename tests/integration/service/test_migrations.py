"""Old and new processes work on one database while machines are upgraded one by one: migrations only add."""

from __future__ import annotations

import pytest
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

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
