DELETE FROM attachment WHERE record_id NOT IN (SELECT id FROM record);
DELETE FROM record_entity WHERE record_id NOT IN (SELECT id FROM record);
DELETE FROM form_media WHERE form_hash NOT IN (SELECT hash FROM form) OR media_hash NOT IN (SELECT hash FROM media);
UPDATE record SET state = 'ready' WHERE state = 'sending';
-- A file of a form that is missing is fetched again.
DELETE FROM setting WHERE key = 'sync.form-list-etag';
COMMIT;
PRAGMA foreign_keys = ON;
