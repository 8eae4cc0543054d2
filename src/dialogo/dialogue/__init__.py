"""The dialogue: who is answered, how fast, how often, and in what voice."""
