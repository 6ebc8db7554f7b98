-- Both names of the record, so that an index that was hurt never leads to another one.
UPDATE record SET
    form_hash = :form_hash,
    form_id = :form_id,
    version = :version,
    title = :title,
    xml = :xml,
    xml_md5 = :xml_md5,
    at_question = :at_question,
    pending = :pending,
    updated_at = :at
WHERE id = :id AND instance_id = :instance_id AND state = 'draft';
