INSERT OR IGNORE INTO record_entity (record_id, list, entity_id) VALUES (:record_id, :list, :entity_id);
