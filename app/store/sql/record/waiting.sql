SELECT count(*) FROM record WHERE state IN ('ready', 'sending');
