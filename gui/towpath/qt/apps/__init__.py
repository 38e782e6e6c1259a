"""Web applications of far machines, opened and ended in the window."""
