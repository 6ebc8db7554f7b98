-- A database of version 4 as that version wrote it. Never change this file: it is what people have on their disks.

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

CREATE TABLE attachment (
    record_id  INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL CHECK (size >= 0),
    hash       TEXT NOT NULL CHECK (length(hash) = 64), -- SHA-256, lower-case hexadecimal
    PRIMARY KEY (record_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_by_hash ON attachment (hash);

-- What was finalised is sent as it is, its files too. (Deleting the record deletes them: it is gone by then.)
CREATE TRIGGER attachment_is_not_added
BEFORE INSERT ON attachment
WHEN (SELECT state FROM record WHERE id = new.record_id) <> 'draft'
BEGIN
    SELECT RAISE (ABORT, 'a finalised record is frozen');
END;

CREATE TRIGGER attachment_is_not_changed
BEFORE UPDATE ON attachment
BEGIN
    SELECT RAISE (ABORT, 'an attachment is never changed');
END;

CREATE TRIGGER attachment_is_not_removed
BEFORE DELETE ON attachment
WHEN (SELECT state FROM record WHERE id = old.record_id) <> 'draft'
BEGIN
    SELECT RAISE (ABORT, 'a finalised record is frozen');
END;

ALTER TABLE record ADD COLUMN replaces TEXT; -- the instance_id that this one takes the place of
ALTER TABLE record ADD COLUMN case_state TEXT; -- as the city's list has it
ALTER TABLE record ADD COLUMN case_words TEXT;
ALTER TABLE record ADD COLUMN case_at TEXT;

CREATE INDEX record_by_replaces ON record (replaces) WHERE replaces IS NOT NULL;

-- Records that write the same entity go in the order in which they were finalised.
CREATE TABLE record_entity (
    record_id INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    list      TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    PRIMARY KEY (record_id, list, entity_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX record_entity_by_entity ON record_entity (list, entity_id);

CREATE TABLE arrived (
    record_id INTEGER NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (record_id, name),
    FOREIGN KEY (record_id, name) REFERENCES attachment (record_id, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What the city refuses, it need not keep.
CREATE TRIGGER refused_has_not_arrived
AFTER UPDATE OF state ON record
WHEN new.state = 'refused'
BEGIN
    DELETE FROM arrived WHERE record_id = new.id;
END;

INSERT INTO form VALUES (1, 'bus', '1', 'md5:5d7cf428db980aaca01b415b3d259a65', 'Bus card', x'3c666f726d2076657273696f6e3d2731272f3e', 'pack', 1, 1, NULL, NULL, '2026-11-23T09:00:00Z');
INSERT INTO form VALUES (2, 'bus', '2', 'md5:82aa6fbc4508f432e71d2f6d3d93ab26', 'Bus card', x'3c666f726d2076657273696f6e3d2732272f3e', 'pack', 1, 1, NULL, NULL, '2026-11-23T09:00:00Z');
INSERT INTO setting VALUES ('voice', '{"rate":40}');
-- Written before their records, because nothing is attached to a finalised one.
PRAGMA foreign_keys = OFF;
INSERT INTO attachment VALUES (1, 'photo.jpg', 'image/jpeg', 9, '92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b');
INSERT INTO attachment VALUES (2, 'photo.jpg', 'image/jpeg', 9, '92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b');
INSERT INTO record VALUES (1, 'uuid:v4-draft', 'md5:0', 'bus', '2', 'Bus card', 'draft', x'3c642069643d22627573223e3c6d6574613e3c696e7374616e636549443e757569643a76342d64726166743c2f696e7374616e636549443e3c2f6d6574613e3c2f643e', 'md5:b61a074add2b5d369b7ce4369ecc0ce1', '/d/a', 'half', NULL, '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO record VALUES (2, 'uuid:v4-ready', 'md5:0', 'bus', '2', 'Bus card', 'ready', x'3c642069643d22627573223e3c6d6574613e3c696e7374616e636549443e757569643a76342d72656164793c2f696e7374616e636549443e3c2f6d6574613e3c2f643e', 'md5:1c1803f44393f6bf9751c3d8b2ac07cc', NULL, NULL, '00421234', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO record VALUES (3, 'uuid:v4-sent', 'md5:0', 'bus', '2', 'Bus card', 'sent', x'3c642069643d22627573223e3c6d6574613e3c696e7374616e636549443e757569643a76342d73656e743c2f696e7374616e636549443e3c2f6d6574613e3c2f643e', 'md5:f66c1e54ca66a93d5b6df0b2b80b4b51', NULL, NULL, '55501234', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', '2026-11-23T09:10:00Z', 1, NULL, NULL, NULL, 'in_progress', NULL, '2026-11-23T10:00:00Z');
INSERT INTO arrived VALUES (2, 'photo.jpg');
INSERT INTO record_entity VALUES (2, 'cases', '0b2b6c3e');

PRAGMA application_id = 1298231925;
PRAGMA user_version = 4;
