"""The queue of transfers as a person sees it: the panel, and what the desktop is told when it is done."""
