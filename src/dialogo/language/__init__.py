"""Language: what a post does, what a message asks and in which tone, and in which language.

Small linear models, learnt at build time (`training/`) and shipped in models/; how good each is
stands in docs/models/. Needs are still told by rules (needs.py).
"""
