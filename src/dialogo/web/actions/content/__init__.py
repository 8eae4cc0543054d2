"""Content: pieces are written, approved and planned here, and go out through letters."""
