INSERT INTO record (instance_id, form_hash, form_id, version, title, state, xml, xml_md5, at_question, pending, created_at, updated_at, replaces)
VALUES (:instance_id, :form_hash, :form_id, :version, :title, 'draft', :xml, :xml_md5, :at_question, :pending, :at, :at, :replaces);
