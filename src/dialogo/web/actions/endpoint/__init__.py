"""The optional endpoint: a language model elsewhere that is asked about what is unsure."""
