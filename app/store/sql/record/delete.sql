DELETE FROM record WHERE id = :id AND (state IN ('draft', 'sent', 'answered', 'refused') OR (:force AND state = 'ready'));
