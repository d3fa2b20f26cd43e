"""Triggers in both databases: an Event, once written, can neither change nor go."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER complaints_event_no_{verb} BEFORE {verb.upper()} ON complaints_event
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """CREATE FUNCTION complaints_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER complaints_event_append_only BEFORE UPDATE OR DELETE ON complaints_event
    FOR EACH ROW EXECUTE FUNCTION complaints_event_refuse()""",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER complaints_event_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER complaints_event_append_only ON complaints_event",
        "DROP FUNCTION complaints_event_refuse",
    ],
}


def run(statements):
    def inner(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return inner


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]
    operations = [migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), run(UNDO))]
