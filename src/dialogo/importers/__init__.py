"""Export files of the networks, and the company's own tables, turned into records."""
