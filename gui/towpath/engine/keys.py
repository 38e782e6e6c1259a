"""Keys and agents, as the page of keys and `towpath keys` ask for them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from towpath import files
from towpath.engine.key_agents import KeyAgents
from towpath.engine.key_finding import KeyFinder
from towpath.engine.key_installing import KeyTrials
from towpath.engine.key_listing import KeyPlaces, list_keys
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.connection import Connection
from towpath.model.keys import (
    AddToAgent,
    ChangePassphrase,
    ConvertKey,
    GenerateKey,
    InstallKey,
    KeyCommand,
    KeyInfo,
    KeyMade,
    ListKeys,
    RemoveFromAgent,
    RepairPermissions,
    TestKey,
)
from towpath.model.ports import Done
from towpath.model.trust import PASSPHRASE
from towpath.net.cancel import Cancel
from towpath.ssh.key_facts import describe
from towpath.ssh.key_writer import change_passphrase, convert, generate, write_pair


class Keys:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._places = KeyPlaces(around.home, around.agent_socket, around.environment)
        self._ending = Cancel()
        self._trials = KeyTrials(around, self._finder, self._ending)

    def stop(self) -> None:
        """The engine ends: nobody is asked any more."""
        self._ending.cancel()
        self._trials.stop()

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
            case RepairPermissions():
                self._aside("key", lambda: self._repair(command), done)
            case AddToAgent():
                agents, ask = self._agents(), self._around.asker(command.asker, "", self._ending)
                self._aside("agent", lambda: agents.add(command, ask, self._ending), done)
            case RemoveFromAgent():
                agents = self._agents()
                self._aside("agent", lambda: agents.remove(command), done)
            case InstallKey():
                self._trials.install(command, done)
            case TestKey():
                self._trials.test(command, done)

    def _connections(self) -> Sequence[Connection]:
        return [live.connection for live in self._around.catalogue.live]

    def _finder(self) -> KeyFinder:
        return KeyFinder(self._places, self._connections(), self._around.secrets)

    def _agents(self) -> KeyAgents:
        return KeyAgents(self._places, self._connections(), self._finder())

    def _aside(self, name: str, work: Callable[[], None], done: Done) -> None:
        self._around.answering.aside(name, work, lambda _: None, done)

    def _list(self, command: ListKeys, done: Done) -> None:
        connections = self._connections()
        answering = self._around.answering
        answering.aside(
            "keys",
            lambda: list_keys(self._places, connections, command.files),
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

    def _repair(self, command: RepairPermissions) -> None:
        if self._places.folder.exists():
            files.make_private(self._places.folder)
        for path in command.paths:
            files.make_private(self._places.path(path))
