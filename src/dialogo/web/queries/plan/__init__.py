"""The plan as it is read: its versions, what they lack, and what the records say to it."""
