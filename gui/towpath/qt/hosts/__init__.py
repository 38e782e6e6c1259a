"""Connections that come from elsewhere, and go there: imports, exports and backups."""
