-- Version 3. Corrections, what records write in the city's lists, and what the city says of them.

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
