SELECT form_id, version, hash, title, source, added_at FROM form AS this
WHERE is_complete AND is_offered AND NOT EXISTS (
    SELECT 1 FROM form AS newer
    WHERE newer.form_id = this.form_id AND newer.sequence > this.sequence AND newer.is_complete AND newer.is_offered
)
ORDER BY title, form_id;
