UPDATE record SET state = 'answered', updated_at = :at, server_message = :message
WHERE id = :id AND state IN ('sent', 'answered');
