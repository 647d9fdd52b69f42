"""Each document's counts of fields, kept by the database whoever writes its values; the mark of a purge."""

from django.db import migrations, models

_COUNT = "count(*) FILTER (WHERE value <> '') AS extracted, count(*) FILTER (WHERE settlement <> 'machine') AS coded"


def _counting(name: str, event: str, rows: str, referencing: str) -> str:
    """A trigger that adds what a statement changed to its documents; `rows` gives document_id, extracted, coded."""
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE acquisition_document AS document
    SET extracted_fields = document.extracted_fields + changed.extracted,
        coded_fields = document.coded_fields + changed.coded
    FROM ({rows}) AS changed
    -- What a purge erases has been counted, and stays so.
    WHERE document.id = changed.document_id AND document.purged_at IS NULL
      AND (changed.extracted <> 0 OR changed.coded <> 0);
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON acquisition_value REFERENCING {referencing}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


_ADDED = f"SELECT document_id, {_COUNT} FROM added GROUP BY document_id"
_REMOVED = f"SELECT document_id, -extracted AS extracted, -coded AS coded FROM (SELECT document_id, {_COUNT} FROM removed GROUP BY document_id) AS gone"
_CHANGED = f"SELECT document_id, sum(extracted) AS extracted, sum(coded) AS coded FROM ({_ADDED} UNION ALL {_REMOVED}) AS both_ways GROUP BY document_id"

_TRIGGERS = (
    _counting("acquisition_fields_added", "INSERT", _ADDED, "NEW TABLE AS added")
    + _counting("acquisition_fields_removed", "DELETE", _REMOVED, "OLD TABLE AS removed")
    + _counting("acquisition_fields_changed", "UPDATE", _CHANGED, "NEW TABLE AS added OLD TABLE AS removed")
    # An object saved whole holds counts of before: only the triggers above, one level down, may change them.
    + """
CREATE FUNCTION acquisition_keep_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.extracted_fields := OLD.extracted_fields;
    NEW.coded_fields := OLD.coded_fields;
    RETURN NEW;
END $$;
CREATE TRIGGER acquisition_keep_counts BEFORE UPDATE ON acquisition_document
FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION acquisition_keep_counts();
"""
)
_NO_TRIGGERS = """
DROP TRIGGER acquisition_keep_counts ON acquisition_document;
DROP FUNCTION acquisition_keep_counts();
DROP TRIGGER acquisition_fields_added ON acquisition_value;
DROP FUNCTION acquisition_fields_added();
DROP TRIGGER acquisition_fields_removed ON acquisition_value;
DROP FUNCTION acquisition_fields_removed();
DROP TRIGGER acquisition_fields_changed ON acquisition_value;
DROP FUNCTION acquisition_fields_changed();
"""
_COUNT_ALL = f"""
UPDATE acquisition_document AS document
SET extracted_fields = counted.extracted, coded_fields = counted.coded
FROM (SELECT document_id, {_COUNT} FROM acquisition_value GROUP BY document_id) AS counted
WHERE document.id = counted.document_id;
UPDATE acquisition_document AS document SET untouched = true
WHERE made_available_at IS NOT NULL
  AND EXISTS (SELECT FROM acquisition_entry WHERE document_id = document.id AND what = 'lu sans doute')
  AND NOT EXISTS (SELECT FROM acquisition_entry WHERE document_id = document.id AND who_id IS NOT NULL);
"""


class Migration(migrations.Migration):

    dependencies = [("acquisition", "0002_lane_settings")]

    operations = [
        migrations.AddField(
            "document", "extracted_fields",
            models.PositiveIntegerField(db_default=0, default=0, verbose_name="champs extraits"),
        ),
        migrations.AddField(
            "document", "coded_fields", models.PositiveIntegerField(db_default=0, default=0, verbose_name="vidéocodages")
        ),
        migrations.AddField("document", "untouched", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("document", "purged_at", models.DateTimeField(null=True, verbose_name="purgé le")),
        migrations.RunSQL(_COUNT_ALL, migrations.RunSQL.noop),
        # Deferred checks that wait would forbid the triggers and the index in this transaction.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;", migrations.RunSQL.noop),
        migrations.RunSQL(_TRIGGERS, _NO_TRIGGERS),
        migrations.AddIndex(
            "document",
            models.Index(
                fields=["couloir", "sons", "received_at"],
                include=(
                    "id", "declared_couloir", "declared_sons", "declared_type", "type", "status", "motive", "complexity",
                    "pages", "coded_fields", "extracted_fields", "made_available_at",
                ),
                name="document_follow_up",
            ),
        ),
        migrations.AddIndex(
            "document",
            models.Index(name="document_to_purge", fields=["acknowledged_at"], condition=models.Q(purged_at=None)),
        ),
    ]
