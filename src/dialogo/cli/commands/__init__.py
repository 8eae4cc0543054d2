"""The commands: a module each, found by walking this folder; each has `command(lang)`."""
