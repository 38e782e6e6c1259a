"""Dialogs for the engine's questions. They block nobody; the piece of work that asked waits, nothing else."""
