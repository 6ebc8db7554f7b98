INSERT OR IGNORE INTO attachment (record_id, name, media_type, size, hash) VALUES (:record_id, :name, :media_type, :size, :hash);
