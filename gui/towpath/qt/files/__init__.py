"""The page with the two panes."""
