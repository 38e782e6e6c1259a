"""The dialogs of the page with the two panes."""
