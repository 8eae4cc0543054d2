"""Videos as they are kept: their bytes, and which one goes out where."""
