SELECT form_id, version, hash, title, download_url, manifest_url FROM form
WHERE is_complete AND is_offered AND download_url IS NOT NULL
ORDER BY sequence;
