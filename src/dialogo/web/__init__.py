"""The desk: one Django application over the library, where a company's people see what to do."""
