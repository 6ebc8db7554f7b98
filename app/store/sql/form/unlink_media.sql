-- A file that could not be had now is not given up: the one that was there before is better than none.
DELETE FROM form_media WHERE form_hash = :form_hash AND name NOT IN (SELECT value FROM json_each(:missing));
