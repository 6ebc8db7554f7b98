SELECT hash FROM media;
