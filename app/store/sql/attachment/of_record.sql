SELECT name, media_type, size, hash FROM attachment WHERE record_id = :record_id ORDER BY name;
