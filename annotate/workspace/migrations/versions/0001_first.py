"""The first schema."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE project (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        archived_at TEXT
    )
    """,
    """
    CREATE TABLE entries (
        kind TEXT NOT NULL,
        item_id TEXT NOT NULL,
        annotator_id TEXT NOT NULL,
        question TEXT NOT NULL,
        value TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision > 0),
        at TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        PRIMARY KEY (kind, item_id, annotator_id, question)
    )
    """,
    "CREATE INDEX entries_of_item ON entries (item_id)",
    "CREATE INDEX entries_of_annotator ON entries (annotator_id)",
    """
    CREATE TABLE history (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        item_id TEXT NOT NULL,
        annotator_id TEXT NOT NULL,
        question TEXT NOT NULL,
        value TEXT NOT NULL,
        revision INTEGER NOT NULL,
        base INTEGER NOT NULL,
        at TEXT NOT NULL,
        reviewer TEXT NOT NULL
    )
    """,
    "CREATE INDEX history_of_key ON history (kind, item_id, annotator_id, question, seq)",
    """
    CREATE TRIGGER history_is_never_altered BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
    """,
    """
    CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END
    """,
    """
    CREATE TABLE versions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        content TEXT NOT NULL,
        made_at TEXT NOT NULL,
        how TEXT NOT NULL,
        settings TEXT NOT NULL,
        n_items INTEGER NOT NULL,
        n_annotators INTEGER NOT NULL,
        n_labels INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE uploads (
        sha256 TEXT PRIMARY KEY NOT NULL,
        suffix TEXT NOT NULL,
        size INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE sources (
        version INTEGER NOT NULL REFERENCES versions (seq),
        position INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES uploads (sha256),
        name TEXT NOT NULL,
        PRIMARY KEY (version, position)
    )
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
