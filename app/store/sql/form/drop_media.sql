DELETE FROM media WHERE hash NOT IN (SELECT media_hash FROM form_media);
