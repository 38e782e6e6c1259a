"""Real servers, keys and desktops for the tests, started on loopback and always ended."""
