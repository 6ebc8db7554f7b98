SELECT DISTINCT hash FROM attachment;
