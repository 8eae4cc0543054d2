"""One file a mistake, in the folder of its subject."""
