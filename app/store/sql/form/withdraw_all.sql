UPDATE form SET is_offered = 0 WHERE source = 'server';
