"""Towpath: tunnels, files and site rules for people who work behind SSH gateways."""

__version__ = "0.1.0"
