"""All keys and agents there are: what `ListKeys` is answered with."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.keys import DEFAULT_NAMES, AgentInfo, KeyInfo, KeysListed
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.agent_connection import named_agent
from towpath.ssh.identities import expand_home
from towpath.ssh.key_facts import describe, describe_key, keys_below
from towpath.ssh.keys import PublicKey
from towpath.ssh.known_agents import agent_name, find_agents


class KeyPlaces(msgspec.Struct, frozen=True):
    """Where keys are looked for."""

    home: Path
    agent_socket: str
    """SSH_AUTH_SOCK; empty for none."""
    environment: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Where the user's keys are."""
        return self.home / ".ssh"

    def path(self, text: str) -> Path:
        """As connections name files."""
        return expand_home(text, self.home)


def list_keys(places: KeyPlaces, connections: Sequence[Connection], besides: Sequence[str] = ()) -> KeysListed:
    """Reads files and asks agents: beside the engine's thread. `besides` are files that somebody asks about."""
    agents, held = _ask_agents(places, connections)
    named = _named_files(places, connections)
    listed = keys_below(places.folder)
    known = {_same(key.path) for key in listed}
    asked_about = [_same(str(places.path(text))) for text in besides]
    others = [path for path in named if path not in known and _worth_telling(Path(path))]
    others += [path for path in asked_about if path not in known and path not in named]
    listed += [describe(Path(path)) for path in others]
    fingerprints = {key.fingerprint for key in held}
    keys = [
        replace(key, in_agent=key.fingerprint in fingerprints, used_by=tuple(named.get(_same(key.path), ())))
        for key in listed
    ]
    in_files = {key.fingerprint for key in keys}
    keys += [replace(key, in_agent=True) for key in held if key.fingerprint not in in_files]
    return KeysListed(
        keys=tuple(keys), agents=agents, folder=str(places.folder), folder_too_open=is_too_open(places.folder)
    )


def is_too_open(folder: Path) -> bool:
    """Whether others can see what is in ~/.ssh, or change it."""
    try:
        status = folder.stat()
    except OSError:
        return False
    return os.name != "nt" and status.st_uid == os.getuid() and bool(status.st_mode & 0o077)


def agent_sockets(places: KeyPlaces, connections: Sequence[Connection]) -> tuple[Path, ...]:
    """The usual one first."""
    texts = {hop.auth.identity_agent for connection in connections for hop in connection.hops} - {""}
    sockets = [socket for text in sorted(texts) if (socket := _named_socket(places, text))]
    # A profile with a home of its own leaves the person's agents alone.
    own = places.environment if places.environment.get("HOME") == str(places.home) else {}
    return find_agents(places.agent_socket, sockets, places.home, own)


def _named_socket(places: KeyPlaces, text: str) -> str:
    """Empty for none, and for a path with a variable that is not set."""
    try:
        named = named_agent(text, None, home=places.home, environment=places.environment)
    except TowpathError:
        return ""
    return str(named) if named else ""


def _ask_agents(places: KeyPlaces, connections: Sequence[Connection]) -> tuple[tuple[AgentInfo, ...], list[KeyInfo]]:
    """The agents, and the keys they hold; a key with its certificate counts as one."""
    agents: list[AgentInfo] = []
    found: dict[str, KeyInfo] = {}
    for path in agent_sockets(places, connections):
        held: list[PublicKey] = []
        problem: Problem | None = None
        try:
            held = Agent(path).held()
        except AgentRefused as error:
            problem = Problem(ProblemKind.AGENT_FAILED, str(path), {"detail": str(error)})
        name = agent_name(path, places.home, places.environment)
        agents.append(AgentInfo(socket=str(path), name=name, keys=len(held), problem=problem))
        for key in map(describe_key, held):
            found.setdefault(key.fingerprint or key.comment, key)
    return tuple(agents), list(found.values())


def _named_files(places: KeyPlaces, connections: Sequence[Connection]) -> dict[str, list[str]]:
    """Key files that connections name, and which those are."""
    named: dict[str, list[str]] = {}
    for connection in connections:
        files = {_same(str(places.path(text))) for hop in connection.hops for text in hop.auth.identity_files}
        for file in sorted(files):
            named.setdefault(file, []).append(connection.id)
    return named


def _same(path: str) -> str:
    """One text for a key, whether its private or its public file is named, or a link to it."""
    return os.path.realpath(path).removesuffix(".pub") if path else ""


def _worth_telling(path: Path) -> bool:
    """A connection that names no key of its own names those that ssh looks for, which need not be there."""
    return path.name not in DEFAULT_NAMES or path.exists()
