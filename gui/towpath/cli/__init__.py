"""The command line: a front end of the engine like the window, stable enough for scripts."""
