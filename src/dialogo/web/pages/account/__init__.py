"""Account: what somebody is called, how they sign in and read, where they are signed in."""
