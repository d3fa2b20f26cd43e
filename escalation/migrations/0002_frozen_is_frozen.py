"""Triggers in both databases: a step never changes, and a submission doesn't once it is frozen."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER escalation_step_no_update BEFORE UPDATE ON escalation_step
    BEGIN SELECT RAISE(ABORT, 'a step is never edited'); END""",
    """CREATE TRIGGER escalation_step_no_delete BEFORE DELETE ON escalation_step
    BEGIN SELECT RAISE(ABORT, 'a step is never deleted'); END""",
    """CREATE TRIGGER escalation_submission_frozen BEFORE UPDATE OF track_id, n, channel, text, manifest, manifest_sha256, frozen_at, submitted_at, public_code
    ON escalation_submission WHEN OLD.frozen_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was sent'); END""",
    """CREATE TRIGGER escalation_submission_kept BEFORE DELETE ON escalation_submission WHEN OLD.frozen_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was sent'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION escalation_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was done or sent stays as it was'
    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER escalation_step_kept BEFORE UPDATE OR DELETE ON escalation_step
    FOR EACH ROW EXECUTE FUNCTION escalation_refuse()""",
    """CREATE TRIGGER escalation_submission_frozen
    BEFORE UPDATE OF track_id, n, channel, text, manifest, manifest_sha256, frozen_at, submitted_at, public_code ON escalation_submission
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION escalation_refuse()""",
    """CREATE TRIGGER escalation_submission_kept BEFORE DELETE ON escalation_submission
    FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION escalation_refuse()""",
]
UNDO = {
    "sqlite": [
        f"DROP TRIGGER {name}"
        for name in (
            "escalation_step_no_update",
            "escalation_step_no_delete",
            "escalation_submission_frozen",
            "escalation_submission_kept",
        )
    ],
    "postgresql": [
        "DROP TRIGGER escalation_step_kept ON escalation_step",
        "DROP TRIGGER escalation_submission_frozen ON escalation_submission",
        "DROP TRIGGER escalation_submission_kept ON escalation_submission",
        "DROP FUNCTION escalation_refuse",
    ],
}


def run(statements):
    def inner(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return inner


class Migration(migrations.Migration):
    dependencies = [("escalation", "0001_initial")]
    operations = [migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), run(UNDO))]
