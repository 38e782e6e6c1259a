"""The Settings page: choices that belong to no single connection, by sections."""
