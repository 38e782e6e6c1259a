"""What agents are told to hold and to forget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from towpath.engine.key_finding import KeyFinder, agent_failed, held_by, unknown
from towpath.engine.key_listing import KeyPlaces, agent_sockets
from towpath.model.connection import Connection
from towpath.model.keys import AddToAgent, RemoveFromAgent
from towpath.model.ports import Asker
from towpath.net.cancel import Cancel
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.key_facts import describe
from towpath.ssh.key_file import certificate_beside


class _Limits(TypedDict):
    lifetime: int
    confirm: bool


class KeyAgents:
    """Waits for agents: beside the engine's thread."""

    def __init__(self, places: KeyPlaces, connections: Sequence[Connection], finder: KeyFinder) -> None:
        self._places = places
        self._connections = connections
        self._finder = finder

    def add(self, command: AddToAgent, ask: Asker, cancel: Cancel) -> None:
        """With the certificate that lies beside it, as ssh-add does. Raises as the command says."""
        path = self._places.path(command.path)
        agent = Agent(self._usual(command.socket))
        known = describe(path)
        comment = known.comment or str(path)
        limits = _Limits(lifetime=command.lifetime, confirm=command.confirm)
        try:
            if known.is_token:
                agent.add_token(self._finder.open_token(path, ask, cancel), comment, **limits)
                return
            key = self._finder.open(path, ask, cancel)
            agent.add(key, comment, **limits)
            if certificate := certificate_beside(path):
                agent.add(key, comment, certificate=certificate, **limits)
        except AgentRefused as error:
            raise agent_failed(str(path), error) from error

    def remove(self, command: RemoveFromAgent) -> None:
        """A key goes from every agent that has it, unless one is named; with its certificates. Raises UNKNOWN_KEY,
        AGENT_FAILED."""
        try:
            if not command.fingerprint:
                Agent(self._usual(command.socket)).remove_all()
                return
            asked = [Path(command.socket)] if command.socket else agent_sockets(self._places, self._connections)
            found = held_by(asked, command.fingerprint)
            for socket, key in found:
                Agent(socket).remove(key)
        except AgentRefused as error:
            raise agent_failed(command.fingerprint, error) from error
        if not found:
            raise unknown(command.fingerprint)

    def _usual(self, socket: str) -> Path | None:
        chosen = socket or self._places.agent_socket
        return Path(chosen) if chosen else None
