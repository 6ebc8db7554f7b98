-- Those that failed least often go first, so that one that cannot be sent holds up nobody.
SELECT id FROM record WHERE state = 'ready' ORDER BY attempts, finalised_at, id;
