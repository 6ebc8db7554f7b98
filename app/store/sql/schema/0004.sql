-- Version 4. Which files the city has of a submission that goes in several parts.

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
