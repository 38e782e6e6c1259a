"""Keys and agents, as the page of keys and `towpath keys` ask for them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from towpath.engine.key_listing import KeyPlaces, list_keys
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.keys import (
    ChangePassphrase,
    ConvertKey,
    GenerateKey,
    KeyCommand,
    KeyInfo,
    KeyMade,
    ListKeys,
)
from towpath.model.ports import Done
from towpath.ssh.asking import PASSPHRASE
from towpath.ssh.key_facts import describe
from towpath.ssh.key_writer import change_passphrase, convert, generate, write_pair


class Keys:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._places = KeyPlaces(around.home, around.agent_socket, around.environment)

    def obey(self, command: KeyCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        match command:
            case ListKeys():
                self._list(command, done)
            case GenerateKey():
                self._make(command, lambda: self._generate(command), done)
            case ChangePassphrase():
                self._make(command, lambda: self._change_passphrase(command), done)
            case ConvertKey():
                self._make(command, lambda: self._convert(command), done)

    def _list(self, command: ListKeys, done: Done) -> None:
        connections = [live.state().connection for live in self._around.catalogue.live]
        answering = self._around.answering
        answering.aside(
            "keys",
            lambda: list_keys(self._places, connections),
            lambda listed: answering.answer(command, listed),
            done,
        )

    # --- key files

    def _make(
        self, command: GenerateKey | ChangePassphrase | ConvertKey, work: Callable[[], KeyInfo], done: Done
    ) -> None:
        answering = self._around.answering
        answering.aside("key", work, lambda key: answering.answer(command, KeyMade(key=key)), done)

    def _generate(self, command: GenerateKey) -> KeyInfo:
        path = Path(command.path)
        comment = command.comment or f"{self._around.local_user}@{socket.gethostname()}"
        write_pair(path, generate(command.kind, command.bits), comment, command.passphrase.value, command.rounds)
        return describe(path)

    def _change_passphrase(self, command: ChangePassphrase) -> KeyInfo:
        path = self._places.path(command.path)
        change_passphrase(path, command.old.value, command.new.value, command.rounds)
        self._around.secrets.forget(PASSPHRASE, str(path))
        return describe(path)

    def _convert(self, command: ConvertKey) -> KeyInfo:
        convert(self._places.path(command.path), Path(command.to), command.passphrase.value)
        return describe(Path(command.to))
