"""The desk as programs: what is checked before it starts, who serves pages, who does the work."""
