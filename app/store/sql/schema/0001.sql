-- Version 1. Text of times is RFC 3339, handed in by the caller.

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every version ever used is kept: a draft belongs to the version it was begun with.
CREATE TABLE form (
    sequence     INTEGER PRIMARY KEY, -- the highest of a form_id is the one to begin
    form_id      TEXT NOT NULL,
    version      TEXT NOT NULL,
    hash         TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    xml          BLOB NOT NULL,
    source       TEXT NOT NULL CHECK (source IN ('pack', 'server')),
    is_complete  INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
    is_offered   INTEGER NOT NULL CHECK (is_offered IN (0, 1)),
    download_url TEXT,
    manifest_url TEXT,
    added_at     TEXT NOT NULL
) STRICT;

CREATE INDEX form_by_form_id ON form (form_id, sequence);

CREATE TABLE media (
    hash    TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE form_media (
    form_hash  TEXT NOT NULL REFERENCES form (hash) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    media_hash TEXT NOT NULL REFERENCES media (hash),
    PRIMARY KEY (form_hash, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    instance_id    TEXT NOT NULL UNIQUE,
    form_hash      TEXT NOT NULL,
    form_id        TEXT NOT NULL,
    version        TEXT NOT NULL,
    title          TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'ready', 'sending', 'sent', 'answered', 'refused')),
    xml            BLOB NOT NULL,
    xml_md5        TEXT NOT NULL,
    at_question    TEXT,
    pending        TEXT,
    receipt        TEXT UNIQUE,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    finalised_at   TEXT,
    sent_at        TEXT,
    attempts       INTEGER NOT NULL DEFAULT 0,
    last_error     TEXT,
    server_message TEXT,
    CHECK ((state = 'draft') = (receipt IS NULL))
) STRICT;

CREATE INDEX record_by_state ON record (state, attempts, finalised_at);

-- What was finalised is sent as it is, or not at all.
CREATE TRIGGER record_is_frozen
BEFORE UPDATE OF instance_id, form_hash, form_id, version, xml, xml_md5, receipt ON record
WHEN old.state <> 'draft'
BEGIN
    SELECT RAISE (ABORT, 'a finalised record is frozen');
END;
