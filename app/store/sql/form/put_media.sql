INSERT INTO media (hash, content) VALUES (:hash, :content) ON CONFLICT (hash) DO NOTHING;
