SELECT id FROM record WHERE replaces = :instance_id ORDER BY id DESC LIMIT 1;
