"""Whom this machine trusts: known hosts, authorities, revoked keys."""
