"""The page of keys: what there is to log in with, and what is done with it."""
