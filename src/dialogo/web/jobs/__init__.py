"""The kinds of work, one module each with its `JOB`, and the worker that does them."""
