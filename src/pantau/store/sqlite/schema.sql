-- The schema as it is now. The numbered files in migrations/ lead to the same; a test compares the two.
CREATE TABLE journal (
    position   INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    type       TEXT NOT NULL,
    originator TEXT NOT NULL,
    received   TEXT NOT NULL,
    chain      BLOB NOT NULL,
    data       BLOB NOT NULL
) STRICT;

CREATE INDEX journal_type ON journal (type, position);

CREATE TABLE blob (
    digest  TEXT PRIMARY KEY,
    salt    BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE seen (
    location TEXT NOT NULL,
    content  TEXT NOT NULL,
    PRIMARY KEY (location, content)
) STRICT, WITHOUT ROWID;

CREATE TABLE mark (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE view (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    content  BLOB NOT NULL
) STRICT;
