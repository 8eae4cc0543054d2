"""Videos of posts: taken in, looked at, made ready for each network, let go of."""
