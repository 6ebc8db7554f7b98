SELECT form_id, version, hash, title, source, added_at, xml FROM form
WHERE form_id = :form_id AND is_complete AND is_offered
ORDER BY sequence DESC LIMIT 1;
