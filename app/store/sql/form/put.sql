-- The same bytes again: they stay, and what stands around them is made new.
INSERT INTO form (form_id, version, hash, title, xml, source, is_complete, is_offered, download_url, manifest_url, added_at)
VALUES (:form_id, :version, :hash, :title, :xml, :source, :is_complete, 1, :download_url, :manifest_url, :at)
ON CONFLICT (hash) DO UPDATE SET
    title = excluded.title,
    source = CASE WHEN form.source = 'server' THEN form.source ELSE excluded.source END,
    is_complete = max(form.is_complete, excluded.is_complete),
    is_offered = CASE WHEN excluded.source = 'pack' THEN form.is_offered ELSE 1 END,
    download_url = coalesce(excluded.download_url, form.download_url),
    manifest_url = coalesce(excluded.manifest_url, form.manifest_url);
