"""The community: the audience, who takes part, who comes back, who vouches."""
