UPDATE record SET state = 'refused', updated_at = coalesce(nullif(:at, ''), updated_at), last_error = :code, server_message = :message
WHERE id = :id AND state IN ('ready', 'sending');
