"""What an engine is given by the process it lives in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from towpath.engine.desktop_parts import Autostart, DesktopParts
from towpath.engine.own_program import start_hidden
from towpath.model.error import Problem
from towpath.model.ports import Keyring
from towpath.model.remembered import Remembered
from towpath.model.settings import Config
from towpath.model.web_app import KeptWebApps
from towpath.store.paths import Profile, proxy_journal, usual_folder
from towpath.store.records import Records


class ConfigStore(Protocol):
    """Keeps the configuration (store/config.py). Both raise TowpathError."""

    def load(self) -> tuple[Config, tuple[Problem, ...]]:
        """The configuration, and what the user should be told about it."""
        ...

    def save(self, config: Config) -> None: ...


class RememberedStore(Protocol):
    """Keeps what the window remembers (store/remembered.py). Used by one thread at a time."""

    def load(self) -> Remembered: ...
    def save(self, remembered: Remembered) -> None:
        """Raises TowpathError."""
        ...


class WebAppsStore(Protocol):
    """Keeps which web applications were opened (store/web_apps.py). Used by one thread at a time."""

    def load(self) -> KeptWebApps: ...
    def save(self, web_apps: KeptWebApps) -> None:
        """Raises TowpathError."""
        ...


class SecretIndex(Protocol):
    """Keeps what was put into the keyring (store/secret_index.py). Used by one thread at a time."""

    def load(self) -> dict[tuple[str, str], float]:
        """When each was stored, by kind and key."""
        ...

    def save(self, stored_at: Mapping[tuple[str, str], float]) -> None:
        """Raises TowpathError."""
        ...


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """Made only by the process that becomes the engine."""

    config: ConfigStore
    remembered: RememberedStore
    web_apps: WebAppsStore
    desktop: DesktopParts
    keyring: Keyring
    secret_index: SecretIndex
    home: Path
    """Where ~/.ssh is."""
    agent_socket: str
    """SSH_AUTH_SOCK, or what stands in for it on Windows; empty for no agent."""
    environment: Mapping[str, str]
    """What a ProxyCommand and the user's shell get."""
    journal: Path
    """The file that remembers transfers; made when there is one."""
    edits: Path
    """The folder with the copies of files that are edited; made when there is one."""
    proxy_journal: Path
    """The file that remembers the desktop's proxy setting as it was; made when that is changed."""
    browsers: Path
    """The folder with the profiles of browsers that are started here; made when there is one."""
    records: Records
    """Closed by the engine. They are written if they were started before, for a program that stays."""


def recorded(parts: Parts) -> Parts:
    """For a program that stays: from now on all that it says is written down."""
    parts.records.start()
    return parts


def parts_of(profile: Profile) -> Parts:
    """The real ones, for the program and the command line."""
    # Only here: whoever joins another engine needs no keyring, which takes its time to load.
    from towpath.ssh.agent_connection import default_agent
    from towpath.store.config import ConfigStore
    from towpath.store.remembered import RememberedFile
    from towpath.store.secret_index import SecretIndex
    from towpath.store.secrets import KeyringSecrets, NoSecrets
    from towpath.store.web_apps import WebAppsFile

    return Parts(
        config=ConfigStore(profile),
        remembered=RememberedFile(profile.remembered),
        web_apps=WebAppsFile(profile.web_apps),
        desktop=_desktop_parts(profile),
        keyring=NoSecrets() if profile.throw_away else KeyringSecrets(),
        secret_index=SecretIndex(profile.secret_index),
        home=profile.home,
        agent_socket="" if profile.throw_away else str(default_agent(os.environ) or ""),
        environment=dict(os.environ),
        journal=profile.transfers,
        edits=profile.edits,
        proxy_journal=proxy_journal(),
        browsers=profile.browsers,
        records=Records(profile.logs),
    )


def _desktop_parts(profile: Profile) -> DesktopParts:
    from towpath.store.was_up import WasUpFile

    command = start_hidden(profile.folder)

    def make_autostart() -> Autostart | None:
        from towpath.system.autostart.here import autostart_here

        if profile.throw_away:
            return None
        return autostart_here(
            command, profile.folder, usual=usual_folder(), environment=dict(os.environ), home=Path.home()
        )

    return DesktopParts(make_autostart=make_autostart, command=command, was_up=WasUpFile(profile.was_up))
