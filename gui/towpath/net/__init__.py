"""Sockets and threads without any SSH: dialling, relaying bytes, listening on loopback."""
