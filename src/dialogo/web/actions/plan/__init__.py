"""The plan as it is written: drafts, what holds of them in the records, links to read it by."""
