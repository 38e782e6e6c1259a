"""What the questions about hosts, keys and trust are answered with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from towpath.engine.answering import Answering
from towpath.engine.catalogue import Catalogue
from towpath.engine.loop import Loop
from towpath.engine.questions import Questions
from towpath.engine.session_secrets import SessionSecrets
from towpath.engine.sessions import Connector
from towpath.model.settings import Settings


class PageSurroundings(msgspec.Struct, frozen=True, kw_only=True):
    """Made by the engine."""

    loop: Loop
    questions: Questions
    answering: Answering
    catalogue: Catalogue
    save_settings: Callable[[Settings], None]
    """Replaces them all and tells everybody. Raises what writing them raises."""
    connector: Connector
    secrets: SessionSecrets
    home: Path
    """Where ~/.ssh is."""
    agent_socket: str
    """SSH_AUTH_SOCK; empty for no agent."""
    environment: Mapping[str, str]
    local_user: str
