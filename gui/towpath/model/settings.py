"""The user's choices that belong to no single connection, and the whole of what the configuration file holds."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.connection import Connection


class Appearance(enum.StrEnum):
    """Light, dark, or whatever the desktop says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every field has a default that suits a newcomer."""

    appearance: Appearance = Appearance.SYSTEM
    remember_secrets: bool = True
    """Offer to keep passwords and passphrases in the system's keyring (never one-time codes)."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the configuration file holds. `version` grows when an older program could not read it."""

    version: int = 3
    settings: Settings = Settings()
    connections: tuple[Connection, ...] = ()
