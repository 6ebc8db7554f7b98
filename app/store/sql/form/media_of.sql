SELECT name, media_hash FROM form_media WHERE form_hash = :form_hash ORDER BY name;
