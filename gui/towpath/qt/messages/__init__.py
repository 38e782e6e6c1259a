"""What the desktop tells a person who does not look at the window."""
