"""Home: where whoever comes in is led, and the reader's own choices of language and theme."""
