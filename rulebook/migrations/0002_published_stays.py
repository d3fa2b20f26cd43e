"""Triggers in both databases: an edition, once decided, can neither change nor go; a draft can't go."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER rulebook_edition_no_update BEFORE UPDATE ON rulebook_edition WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'an edition stays as it was decided'); END""",
    """CREATE TRIGGER rulebook_edition_no_delete BEFORE DELETE ON rulebook_edition
    BEGIN SELECT RAISE(ABORT, 'an edition stays as it was decided'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION rulebook_edition_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        RAISE EXCEPTION 'an edition stays as it was decided' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER rulebook_edition_no_update BEFORE UPDATE ON rulebook_edition
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION rulebook_edition_refuse()""",
    """CREATE TRIGGER rulebook_edition_no_delete BEFORE DELETE ON rulebook_edition
    FOR EACH ROW EXECUTE FUNCTION rulebook_edition_refuse()""",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER rulebook_edition_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        *(f"DROP TRIGGER rulebook_edition_no_{verb} ON rulebook_edition" for verb in ("update", "delete")),
        "DROP FUNCTION rulebook_edition_refuse",
    ],
}


def run(statements):
    def inner(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return inner


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]
    operations = [
        migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRESQL}), run(UNDO)),
    ]
