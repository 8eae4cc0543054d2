"""The report: what the audit and the ladder say, as one document, in words, pages and charts."""
