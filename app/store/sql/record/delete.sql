-- A state that there is not is one that the disk has hurt.
DELETE FROM record WHERE id = :id AND (
    state IN ('draft', 'sent', 'answered', 'refused')
    OR (:force AND state = 'ready')
    OR state NOT IN ('draft', 'ready', 'sending', 'sent', 'answered', 'refused')
);
