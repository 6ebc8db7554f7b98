UPDATE record SET state = 'ready', updated_at = :at, last_error = coalesce(:code, last_error)
WHERE id = :id AND state IN ('ready', 'sending', 'refused');
