"""The start at login, as each system keeps it: whether it is on, and switching it."""
