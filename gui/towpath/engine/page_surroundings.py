"""What the questions about hosts, keys and trust are answered with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from towpath.engine.answering import Answering
from towpath.engine.bringing_back import WhatWasUp
from towpath.engine.browser_parts import Browsers
from towpath.engine.catalogue import Catalogue
from towpath.engine.chain import Route
from towpath.engine.desktop_parts import DesktopParts
from towpath.engine.linked_hosts import Resolver
from towpath.engine.loop import Loop
from towpath.engine.parts import WebAppsStore
from towpath.engine.questions import Origin, Questions
from towpath.engine.session_secrets import SessionSecrets
from towpath.engine.sessions import Connector, Pool
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.event import Event
from towpath.model.ports import Asker
from towpath.model.prompt import Answer, Asked
from towpath.model.settings import Settings
from towpath.model.site_rule import SiteRule
from towpath.net.cancel import Cancel
from towpath.ssh.ssh_config import Reader
from towpath.store.records import Records


class PageSurroundings(msgspec.Struct, frozen=True, kw_only=True):
    """Made by the engine."""

    loop: Loop
    questions: Questions
    answering: Answering
    publish: Callable[[Event], None]
    """Engine thread only."""
    catalogue: Catalogue
    save_settings: Callable[[Settings], None]
    """Replaces them all and tells everybody. Raises what writing them raises."""
    tell: Callable[[Problem], None]
    """Shows the user something about the whole program, once."""
    reader: Reader
    resolver: Resolver
    add_rules: Callable[[Iterable[SiteRule]], None]
    """Adds those of a backup that are not there, and tells everybody."""
    pool: Pool
    find_route: Callable[[Connection, Asker], Route]
    """The logins that a connection needs; any thread."""
    connector: Connector
    secrets: SessionSecrets
    home: Path
    """Where ~/.ssh is."""
    agent_socket: str
    """SSH_AUTH_SOCK; empty for no agent."""
    environment: Mapping[str, str]
    local_user: str
    desktop: DesktopParts
    was_up: WhatWasUp | None
    """In the engine of a window."""
    web_apps: WebAppsStore
    browsers: Callable[[], Browsers]
    """Called beside the engine's thread."""
    records: Records

    def asker(self, asker: str, about: str, cancel: Cancel) -> Asker:
        """Asks whoever sits at `asker`, on behalf of `about`."""

        def ask(asked: Asked) -> Answer:
            return self.questions.ask(asked, lambda: Origin(about, "", asker), cancel)

        return ask
