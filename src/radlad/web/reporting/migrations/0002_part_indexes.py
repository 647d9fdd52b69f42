"""Indexes for a part of a name or an id, where PostgreSQL has `pg_trgm`; `radlad doctor --mend` makes them later."""

from django.db import migrations

from radlad.web.reporting import part_indexes


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("reporting", "0001_initial"), ("acquisition", "0007_document_waiting")]

    operations = [migrations.RunPython(lambda _apps, _editor: part_indexes.build(), migrations.RunPython.noop)]
