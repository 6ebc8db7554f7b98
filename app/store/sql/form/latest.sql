SELECT form_id, version, hash, title, source, added_at, xml FROM form
WHERE form_id = :form_id AND is_complete AND is_offered
-- What the city sends goes before what lies in the pack, whichever was kept later.
ORDER BY (source = 'server') DESC, sequence DESC LIMIT 1;
