UPDATE record SET state = 'refused', last_error = :code
WHERE state IN ('ready', 'sending') AND id BETWEEN :first AND :last;
