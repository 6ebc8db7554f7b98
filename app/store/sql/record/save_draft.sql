INSERT INTO record (instance_id, form_hash, form_id, version, title, state, xml, xml_md5, at_question, pending, created_at, updated_at)
VALUES (:instance_id, :form_hash, :form_id, :version, :title, 'draft', :xml, :xml_md5, :at_question, :pending, :at, :at)
ON CONFLICT (instance_id) DO UPDATE SET
    form_hash = excluded.form_hash,
    form_id = excluded.form_id,
    version = excluded.version,
    title = excluded.title,
    xml = excluded.xml,
    xml_md5 = excluded.xml_md5,
    at_question = excluded.at_question,
    pending = excluded.pending,
    updated_at = excluded.updated_at
WHERE state = 'draft'
RETURNING id;
