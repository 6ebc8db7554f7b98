SELECT id FROM record WHERE instance_id = :instance_id;
