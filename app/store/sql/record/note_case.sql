UPDATE record SET
    state = CASE WHEN :is_answered THEN 'answered' ELSE 'sent' END,
    case_state = :state,
    case_words = :words,
    case_at = :at,
    updated_at = :at
WHERE instance_id = :instance_id AND state IN ('sent', 'answered')
    AND (case_state IS NOT :state OR case_words IS NOT :words);
