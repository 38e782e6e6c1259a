"""From what a person names to a key: a file, or the fingerprint of one that an agent holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from towpath.engine.key_listing import KeyPlaces, agent_sockets
from towpath.model.connection import Auth, AuthMethod, Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.ports import Secrets as Keyring
from towpath.net.cancel import Cancel
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.asking import Asking
from towpath.ssh.fingerprint import fingerprint
from towpath.ssh.key_facts import describe, keys_below
from towpath.ssh.key_file import KeyFile
from towpath.ssh.keys import PrivateKey, PublicKey, parse_public_line

FINGERPRINT = "SHA256:"


class FoundKey(msgspec.Struct, frozen=True):
    """A public key, and who can sign with it."""

    public: PublicKey
    path: str = ""
    """Of the file; empty for one that only an agent has."""
    agent: str = ""
    """Of a key that was found in there."""

    def alone(self, auth: Auth, public_file: Path) -> Auth:
        """So that a login offers this key and nothing else. A key of an agent is chosen by a file with its public half,
        which `public_file` is for one that has none."""
        return msgspec.structs.replace(
            auth,
            identity_files=(self.path or str(public_file),),
            certificate_files=(),
            use_agent=True,
            identities_only=True,
            identity_agent=self.agent or auth.identity_agent,
            methods=(AuthMethod.PUBLICKEY,),
            add_keys_to_agent="no",
        )


class KeyFinder:
    """Reads files, asks agents and, for a file that hides its public half, a person: beside the engine's thread."""

    def __init__(self, places: KeyPlaces, connections: Sequence[Connection], secrets: Keyring) -> None:
        self._places = places
        self._connections = connections
        self._secrets = secrets

    def find(self, text: str, ask: Asker, cancel: Cancel) -> FoundKey:
        """Raises TowpathError UNKNOWN_KEY, KEY_UNREADABLE, PASSPHRASE_WRONG and what `ask` raises."""
        if text.startswith(FINGERPRINT):
            return self._by_fingerprint(text)
        path = self._places.path(text)
        key = describe(path)
        if key.public_line:
            return FoundKey(parse_public_line(key.public_line).plain(), path=str(path))
        if key.problem:
            raise TowpathError(key.problem)
        return FoundKey(self.open(path, ask, cancel).public, path=str(path))

    def open(self, path: Path, ask: Asker, cancel: Cancel) -> PrivateKey:
        """Its passphrase is that of the keyring, or asked for. Raises as `find`."""
        return self._asking(path, ask, cancel).open_key(KeyFile.read(path))

    def open_token(self, path: Path, ask: Asker, cancel: Cancel) -> bytes:
        """The fields of a key in a security key. Raises as `find`."""
        file = KeyFile.read(path)
        return self._asking(path, ask, cancel).unlock(file, file.open_token)

    def _asking(self, path: Path, ask: Asker, cancel: Cancel) -> Asking:
        return Asking(subject=str(path), account="", ask=ask, secrets=self._secrets, cancel=cancel)

    def _by_fingerprint(self, text: str) -> FoundKey:
        for key in keys_below(self._places.folder):
            if key.fingerprint == text:
                return FoundKey(parse_public_line(key.public_line).plain(), path=key.path)
        for socket, held in held_by(agent_sockets(self._places, self._connections), text):
            return FoundKey(held.plain(), agent=str(socket))
        raise unknown(text)


def held_by(sockets: Sequence[Path], text: str) -> list[tuple[Path, PublicKey]]:
    """In which agents a key of this fingerprint is, and its certificates."""
    return [(socket, key) for socket in sockets for key in Agent(socket).list_keys() if _fingerprint(key) == text]


def unknown(text: str) -> TowpathError:
    """UNKNOWN_KEY."""
    return TowpathError(Problem(ProblemKind.UNKNOWN_KEY, text))


def agent_failed(what: str, error: AgentRefused) -> TowpathError:
    """AGENT_FAILED."""
    return TowpathError(Problem(ProblemKind.AGENT_FAILED, what, {"detail": str(error)}))


def _fingerprint(key: PublicKey) -> str:
    """Empty for a damaged certificate."""
    try:
        return fingerprint(key.plain().blob)
    except ValueError:
        return ""
