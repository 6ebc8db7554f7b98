-- Listed again, perhaps after a newer one was taken back: it is the one to begin now.
UPDATE form SET
    is_offered = 1,
    title = :title,
    download_url = :download_url,
    manifest_url = :manifest_url,
    sequence = CASE
        WHEN sequence = (SELECT max(sequence) FROM form AS own WHERE own.form_id = form.form_id) THEN sequence
        ELSE (SELECT max(sequence) + 1 FROM form AS every)
    END
WHERE hash = :hash AND form_id = :form_id;
