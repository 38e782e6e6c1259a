"""The engine owns all state. Commands go down, events come up; it never imports Qt."""
