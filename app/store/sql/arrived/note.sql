INSERT OR IGNORE INTO arrived (record_id, name)
SELECT record_id, name FROM attachment WHERE record_id = :record_id AND name IN (SELECT value FROM json_each(:names));
