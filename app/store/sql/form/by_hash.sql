SELECT form_id, version, hash, title, source, added_at, xml FROM form WHERE hash = :hash AND is_complete;
