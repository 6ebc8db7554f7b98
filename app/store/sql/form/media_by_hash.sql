SELECT content FROM media WHERE hash = :hash;
