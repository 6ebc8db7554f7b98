SELECT id, instance_id, form_hash, form_id, version, title, state, receipt, created_at, updated_at, finalised_at, sent_at,
    attempts, last_error, server_message, replaces, case_state, case_words, case_at,
    EXISTS (SELECT 1 FROM attachment WHERE record_id = record.id AND name = 'submission.xml.enc') AS is_sealed
FROM record ORDER BY updated_at DESC, id DESC;
