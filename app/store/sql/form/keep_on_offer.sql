UPDATE form SET is_offered = 1
WHERE sequence = (SELECT max(sequence) FROM form AS own WHERE own.form_id = :form_id AND own.is_complete)
  AND NOT EXISTS (SELECT 1 FROM form AS new WHERE new.hash = :hash AND new.is_complete);
