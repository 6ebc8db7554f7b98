ROLLBACK;
PRAGMA foreign_keys = ON;
