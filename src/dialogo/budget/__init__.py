"""The money: what is spent and on what, what an answer costs, whether people are paid."""
