-- What was read: each document as last seen, and every reading of it, whole.
CREATE TABLE document (
    path       TEXT PRIMARY KEY,
    sha256     TEXT NOT NULL,
    title      TEXT NOT NULL,
    published  TEXT,
    publisher  TEXT NOT NULL,
    media_type TEXT NOT NULL,
    language   TEXT NOT NULL
);

CREATE TABLE reading (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    extractor TEXT NOT NULL,
    notes     TEXT NOT NULL,
    UNIQUE (document, sha256, extractor)
);

-- One row for each different statement or dropped candidate, named by the hash of its content: a second reading
-- that finds the same costs nothing but its links.
CREATE TABLE record (
    sha256  TEXT PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE reading_record (
    reading  INTEGER NOT NULL REFERENCES reading (number) ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN ('statement', 'dropped')),
    position INTEGER NOT NULL,
    record   TEXT NOT NULL REFERENCES record (sha256),
    PRIMARY KEY (reading, kind, position)
) WITHOUT ROWID;

-- What a person judged; the latest counts, the earlier ones stay.
CREATE TABLE review (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    statement  TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    by         TEXT NOT NULL,
    at         TEXT NOT NULL,
    correction TEXT NOT NULL,
    note       TEXT NOT NULL
);
CREATE INDEX review_of_statement ON review (statement);

CREATE TRIGGER review_is_never_changed BEFORE UPDATE ON review BEGIN
    SELECT RAISE(ABORT, 'a review is never changed: add a new one');
END;
CREATE TRIGGER review_is_never_removed BEFORE DELETE ON review BEGIN
    SELECT RAISE(ABORT, 'a review is never removed: add a new one');
END;

-- What was computed: blocks of draws finished so far, and the hash of the results once there are any.
CREATE TABLE run (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    id             TEXT NOT NULL UNIQUE,
    manifest       TEXT NOT NULL,
    results_sha256 TEXT
);

CREATE TABLE run_block (
    run      TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    scenario TEXT NOT NULL,
    block    INTEGER NOT NULL,
    PRIMARY KEY (run, scenario, block)
) WITHOUT ROWID;
