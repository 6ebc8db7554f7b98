-- Version 2. The files of a record; their bytes lie beside the database, in attachments/<hash>.

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
