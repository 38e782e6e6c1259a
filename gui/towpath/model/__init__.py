"""Frozen, typed values that every layer shares. No I/O, no threads, no imports from other layers."""
