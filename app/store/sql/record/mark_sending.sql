UPDATE record SET state = 'sending', attempts = attempts + 1, updated_at = :at
WHERE id = :id AND state = 'ready';
