"""A connector made when the first login needs it: paramiko takes long to load, and the tray need not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from towpath.engine.sessions import Connector
from towpath.model.connection import Hop
from towpath.model.ports import Asker
from towpath.model.state import Report
from towpath.net.cancel import Cancel

if TYPE_CHECKING:
    from towpath.ssh.session import Session
    from towpath.ssh.via import Via


class LateConnector:
    """See `sessions.Connector`. Any thread."""

    def __init__(self, make: Callable[[], Connector]) -> None:
        self._make = make
        self._making = threading.Lock()
        self._made: Connector | None = None

    def login(
        self,
        hop: Hop,
        via: Via,
        *,
        ask: Asker,
        cancel: Cancel,
        report: Report,
        taken: Callable[[], None] = lambda: None,
    ) -> Session:
        """See there."""
        with self._making:
            if self._made is None:
                self._made = self._make()
        return self._made.login(hop, via, ask=ask, cancel=cancel, report=report, taken=taken)
