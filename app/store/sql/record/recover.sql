-- Whether these arrived is unknown; sending them again is harmless.
UPDATE record SET state = 'ready' WHERE state = 'sending';
