"""Everything PySide6. It runs in the main thread, paints snapshots, and never waits for the engine."""
