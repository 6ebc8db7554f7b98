DELETE FROM form_media WHERE form_hash = :form_hash;
