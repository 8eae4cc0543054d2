"""What happened: the tables of a company's social media work, and the values they are told in."""
