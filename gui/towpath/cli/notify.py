"""Telling the service manager how a service does (sd_notify(3)), so that a unit can say `Type=notify`."""

from __future__ import annotations

import contextlib
import os
import socket


class ServiceManager:
    """Who started us and wishes to be told; nobody, where $NOTIFY_SOCKET is not set."""

    def __init__(self) -> None:
        self._address = os.environ.pop("NOTIFY_SOCKET", "")  # not for the commands that we start

    def ready(self) -> None:
        """All that was asked for was tried, and nothing of it failed for good."""
        self._tell("READY=1")

    def stopping(self) -> None:
        """The end has begun."""
        self._tell("STOPPING=1")

    def _tell(self, state: str) -> None:
        if not self._address:
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier, contextlib.suppress(OSError):
            notifier.sendto(state.encode(), address)  # a manager that does not listen has lost interest
