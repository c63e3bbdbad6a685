-- A project's database as the first release made it.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
    );
INSERT INTO "entries" VALUES('note','i1','','','"a note\nof two lines"',2,'2026-11-23T01:43:14.750333+00:00','Ruth');
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
    );
INSERT INTO "history" VALUES(1,'change-1','note','i1','','','"a note"',1,0,'2026-11-23T01:43:14.732275+00:00','Ruth');
INSERT INTO "history" VALUES(2,'change-2','note','i1','','','"a note\nof two lines"',2,1,'2026-11-23T01:43:14.750333+00:00','Ruth');
CREATE TABLE project (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        archived_at TEXT
    );
INSERT INTO "project" VALUES(1,'First ✨','2026-11-23T01:43:14.698012+00:00','2026-11-23T01:43:14.698012+00:00',NULL);
CREATE TABLE sources (
        version INTEGER NOT NULL REFERENCES versions (seq),
        position INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES uploads (sha256),
        name TEXT NOT NULL,
        PRIMARY KEY (version, position)
    );
CREATE TABLE uploads (
        sha256 TEXT PRIMARY KEY NOT NULL,
        suffix TEXT NOT NULL,
        size INTEGER NOT NULL
    );
CREATE TABLE versions (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        content TEXT NOT NULL,
        made_at TEXT NOT NULL,
        how TEXT NOT NULL,
        settings TEXT NOT NULL,
        n_items INTEGER NOT NULL,
        n_annotators INTEGER NOT NULL,
        n_labels INTEGER NOT NULL
    );
CREATE INDEX entries_of_item ON entries (item_id);
CREATE INDEX entries_of_annotator ON entries (annotator_id);
CREATE INDEX history_of_key ON history (kind, item_id, annotator_id, question, seq);
CREATE TRIGGER history_is_never_altered BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('history',2);
COMMIT;
