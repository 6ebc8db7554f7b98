UPDATE record SET
    state = 'ready',
    xml = :xml,
    xml_md5 = :xml_md5,
    at_question = NULL,
    pending = NULL,
    receipt = :receipt,
    updated_at = :at,
    finalised_at = :at
WHERE id = :id AND state = 'draft';
