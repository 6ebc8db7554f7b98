SELECT state FROM record WHERE id = :id;
