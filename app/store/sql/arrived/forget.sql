DELETE FROM arrived;
