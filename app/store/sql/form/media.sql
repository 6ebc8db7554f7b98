SELECT content FROM media JOIN form_media ON media_hash = hash WHERE form_hash = :form_hash AND name = :name;
