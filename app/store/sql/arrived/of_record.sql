SELECT name FROM arrived WHERE record_id = :record_id;
