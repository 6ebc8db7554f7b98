DELETE FROM attachment WHERE record_id = :record_id AND name = :name;
