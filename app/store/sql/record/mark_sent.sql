UPDATE record SET state = 'sent', sent_at = :at, updated_at = :at, last_error = NULL, server_message = :message
WHERE id = :id AND state IN ('ready', 'sending');
