-- The versions before it are kept for their drafts and not begun any more.
UPDATE form SET
    is_complete = max(is_complete, hash = :hash),
    is_offered = (hash = :hash OR source = 'pack')
WHERE form_id = (SELECT form_id FROM form AS this WHERE this.hash = :hash);
