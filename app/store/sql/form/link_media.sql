INSERT INTO form_media (form_hash, name, media_hash)
SELECT :form_hash, :name, hash FROM media WHERE hash = :media_hash
ON CONFLICT (form_hash, name) DO UPDATE SET media_hash = excluded.media_hash;
