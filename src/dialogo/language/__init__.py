"""Language: what a post does and what a message asks.

Simple rules in Italian and English. They are documented, with how often they are right, in
docs/language.md; whatever replaces them keeps the functions `what_a_post_does`,
`what_a_message_asks`, `which_language` and `labelled`.
"""
