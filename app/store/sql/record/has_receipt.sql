SELECT EXISTS (SELECT 1 FROM record WHERE receipt = :receipt);
