"""Known hosts and stored secrets, as their pages ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.saved_secrets import users_of
from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done
from towpath.model.trust import (
    CompareFingerprint,
    FingerprintCompared,
    ForgetKnownHosts,
    ForgetSecrets,
    KnownHostLine,
    KnownHostsListed,
    ListKnownHosts,
    ListSecrets,
    RevokeHostKey,
    SecretsListed,
    TrustAuthority,
    TrustCommand,
)
from towpath.ssh import known_hosts_files
from towpath.ssh.config_tokens import expand_path
from towpath.ssh.hostkeys import default_files
from towpath.ssh.known_hosts_lines import place_name
from towpath.ssh.pasted_key import read_fingerprint

NO_FILE = "none"
"""What UserKnownHostsFile says for none."""


class Trust:
    """Engine thread only; never waits: files and the keyring are looked at beside it."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: TrustCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        connections = [live.connection for live in self._around.catalogue.live]
        aside, answer = self._around.answering.aside, self._around.answering.answer
        match command:
            case ListKnownHosts():
                aside("known-hosts", lambda: self._listed(command, connections), lambda it: answer(command, it), done)
            case CompareFingerprint():
                aside("known-hosts", lambda: self._compared(command, connections), lambda it: answer(command, it), done)
            case ListSecrets():
                aside("secrets", lambda: self._secrets(command, connections), lambda it: answer(command, it), done)
            case _:
                aside("trust", lambda: self._change(command, connections), lambda _: None, done)

    def _change(
        self, command: ForgetKnownHosts | TrustAuthority | RevokeHostKey | ForgetSecrets, connections: list[Connection]
    ) -> None:
        """May wait, as all below."""
        (own, *_), _ = default_files(self._around.home)
        match command:
            case ForgetKnownHosts():
                known_hosts_files.remove(command.lines)
            case TrustAuthority():
                known_hosts_files.trust_authority(own, command.hosts, command.public_line)
            case RevokeHostKey():
                known_hosts_files.revoke(own, command.hosts, command.public_line)
            case ForgetSecrets():
                self._forget(command, connections)

    # --- known hosts

    def _listed(self, command: ListKnownHosts, connections: Sequence[Connection]) -> KnownHostsListed:
        files = self._files(connections)
        lines, problems = _read(files)
        if command.host:
            name = known_hosts_files.name_typed(command.host)
            lines = [line for line in lines if known_hosts_files.is_about(line, name)]
        return KnownHostsListed(
            lines=_with_users(lines, connections), files=tuple(map(str, files)), problems=tuple(problems)
        )

    def _compared(self, command: CompareFingerprint, connections: Sequence[Connection]) -> FingerprintCompared:
        wanted = read_fingerprint(command.text)
        lines, _ = _read(self._files(connections))
        if command.host:
            name = known_hosts_files.name_typed(command.host)
            lines = [line for line in lines if known_hosts_files.is_about(line, name)]
        lines = [line for line in lines if line.fingerprint]
        same = [line for line in lines if known_hosts_files.has_fingerprint(line, wanted)]
        return FingerprintCompared(
            understood=wanted,
            same=_with_users(same, connections),
            other=_with_users([line for line in lines if line not in same], connections) if command.host else (),
        )

    def _files(self, connections: Sequence[Connection]) -> list[Path]:
        """All that ssh looks into for one of the connections; the first gets new lines."""
        named = [
            file
            for connection in connections
            for hop in connection.hops
            for text in (*hop.known_hosts_files, *hop.global_known_hosts_files)
            if text != NO_FILE and (file := self._path(text))
        ]
        own, of_the_system = default_files(self._around.home)
        return list(dict.fromkeys((*own, *named, *of_the_system)))

    def _path(self, text: str) -> Path | None:
        """None where a variable in it is not set: the login says so."""
        try:
            return Path(expand_path(text, str(self._around.home), self._around.environment))
        except TowpathError:
            return None

    # --- secrets

    def _secrets(self, command: ListSecrets, connections: Sequence[Connection]) -> SecretsListed:
        secrets = self._around.secrets
        if command.again:
            secrets.look_again()
        users = self._users(connections)
        kept = tuple(replace(one, used_by=users.get((one.kind, one.key), ())) for one in secrets.listed(users))
        return SecretsListed(secrets=kept, keyring=secrets.keyring_name, problem=secrets.unusable())

    def _forget(self, command: ForgetSecrets, connections: Sequence[Connection]) -> None:
        """All of them, even when one cannot be forgotten. Raises KEYRING_FAILED for the first that cannot."""
        secrets = self._around.secrets
        kept = secrets.listed(self._users(connections)) if command.all else ()
        named = [*command.secrets, *((one.kind, one.key) for one in kept)]
        problems = [(key, problem) for kind, key in named if (problem := secrets.forget(kind, key))]
        if problems:
            key, problem = problems[0]
            raise TowpathError(Problem(ProblemKind.KEYRING_FAILED, key, {**problem.facts, "wish": "forgotten"}))

    def _users(self, connections: Sequence[Connection]) -> dict[tuple[str, str], tuple[str, ...]]:
        return users_of(connections, self._around.local_user, self._around.home)


def _read(files: Sequence[Path]) -> tuple[list[KnownHostLine], list[Problem]]:
    """All lines, and which files cannot be read."""
    lines: list[KnownHostLine] = []
    problems = []
    for file in files:
        try:
            lines += known_hosts_files.lines_of(file)
        except TowpathError as error:
            problems.append(error.problem)
    return lines, problems


def _with_users(lines: Sequence[KnownHostLine], connections: Sequence[Connection]) -> tuple[KnownHostLine, ...]:
    """The lines, each with the connections that it is about."""
    users: dict[str, dict[str, None]] = {}
    for connection in connections:
        for hop in connection.hops:
            users.setdefault(place_name(hop.host, hop.port, hop.host_key_alias), {})[connection.id] = None
    return tuple(
        replace(
            line,
            used_by=tuple(
                dict.fromkeys(
                    one for name, ids in users.items() if known_hosts_files.is_about(line, name) for one in ids
                )
            ),
        )
        for line in lines
    )
