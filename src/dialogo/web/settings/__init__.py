"""How the desk is set: options from outside, and what Django makes of them."""
