"""The database itself refuses to change the audit trail, or to delete a line before its time is over."""

from django.db import migrations

_TRIGGERS = """
CREATE FUNCTION accounts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.keep_until < now() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON accounts_auditentry
FOR EACH ROW EXECUTE FUNCTION accounts_refuse_change();
CREATE FUNCTION accounts_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON accounts_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION accounts_refuse_truncate();
"""
_NO_TRIGGERS = """
DROP TRIGGER audit_is_not_truncated ON accounts_auditentry;
DROP FUNCTION accounts_refuse_truncate();
DROP TRIGGER audit_is_append_only ON accounts_auditentry;
DROP FUNCTION accounts_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_rights_and_audit")]

    operations = [migrations.RunSQL(_TRIGGERS, _NO_TRIGGERS)]
