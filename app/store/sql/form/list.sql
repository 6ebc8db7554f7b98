SELECT form_id, version, hash, title, source, added_at FROM form AS this
WHERE is_complete AND is_offered AND NOT EXISTS (
    SELECT 1 FROM form AS better
    WHERE better.form_id = this.form_id AND better.is_complete AND better.is_offered
        -- As in latest.sql: the one that is listed is the one to begin.
        AND (better.source = 'server', better.sequence) > (this.source = 'server', this.sequence)
)
ORDER BY title, form_id;
