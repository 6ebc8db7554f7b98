SELECT instance_id FROM record WHERE state IN ('sent', 'answered');
