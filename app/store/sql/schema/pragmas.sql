PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
-- What a statement keeps to be able to go back may hold answers: it goes into no file in the system's temporary folder.
PRAGMA temp_store = MEMORY;
