"""The Connections page: the list, what hangs on the chosen one, and the editor."""
