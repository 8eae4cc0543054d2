"""The ladder: useful content, audience, community, authority and trust, and only then returns."""
