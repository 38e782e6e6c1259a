"""The page of what happened, and why."""
