-- Those that failed least often go first, so that one that cannot be sent holds up nobody; but what writes an entity
-- waits until what wrote it before is with the city (or was refused: then nothing is to be waited for), and a
-- correction until what it corrects is there.
SELECT id FROM record AS own WHERE state = 'ready'
    AND NOT EXISTS (
        SELECT 1 FROM record_entity AS writes
        JOIN record_entity AS earlier ON earlier.list = writes.list AND earlier.entity_id = writes.entity_id
        JOIN record AS other ON other.id = earlier.record_id
        WHERE writes.record_id = own.id AND other.state IN ('ready', 'sending')
            AND (other.finalised_at, other.id) < (own.finalised_at, own.id)
    )
    AND NOT EXISTS (
        SELECT 1 FROM record AS first WHERE first.instance_id = own.replaces AND first.state IN ('ready', 'sending')
    )
ORDER BY attempts, finalised_at, id;
