"""Training: what makes the language models of Dialogo from texts; none of it is shipped."""
