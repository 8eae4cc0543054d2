"""The pages, one folder each: what it is (`PAGE`), its addresses, views, words and templates."""
