SELECT 1 FROM form WHERE hash = :hash AND title = :title AND form_id = :form_id AND is_complete;
