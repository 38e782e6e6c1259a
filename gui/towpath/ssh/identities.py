"""Which keys are offered to a server, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from towpath.model.connection import Auth
from towpath.model.error import Problem, TowpathError
from towpath.model.keys import DEFAULT_NAMES
from towpath.ssh import config_tokens
from towpath.ssh.agent import Agent
from towpath.ssh.key_file import KeyFile, certificate_beside, read_certificate
from towpath.ssh.keys import PublicKey


@dataclass(frozen=True)
class AgentIdentity:
    """A key that the agent signs with."""

    name: str
    """What people call it: the agent's comment, or the certificate's file."""
    offered: PublicKey
    """The key or certificate shown to the server."""
    key: PublicKey
    """What the agent knows it by: the plain key also where a certificate is offered."""


@dataclass(frozen=True)
class FileIdentity:
    """A key that must be opened to sign."""

    name: str
    offered: PublicKey | None
    """None when the file must be opened to know it."""
    file: KeyFile


Identity = AgentIdentity | FileIdentity


@dataclass(frozen=True)
class Identities:
    """What can be offered, and why named files cannot."""

    offers: tuple[Identity, ...]
    problems: tuple[Problem, ...]


def expand_home(path: str, home: Path) -> Path:
    """`~`, `~/…` and `~user/…` as that user's home folder."""
    return Path(config_tokens.expand_home(path, str(home)))


def find_identities(auth: Auth, *, home: Path, agent: Agent) -> Identities:
    """Certificates, then keys of `agent` that the connection names, then its other keys, then key files: ssh's order.

    Keys that the user names come early because each refused offer counts as a try (MaxAuthTries).
    """
    files, certificates, problems = _read_files(auth, home)
    held = {key.blob: key for key in agent.list_keys() if key.usable} if auth.use_agent else {}
    named = {file.public.blob for file in files if file.public} | _plain_blobs(certificates)

    def by_agent(offered: PublicKey, name: str) -> Identity:
        return AgentIdentity(name, offered, held.get(_plain_blob(offered)) or held[offered.blob])

    offers: list[Identity] = []
    for certificate, name in certificates:
        plain = _plain_blob(certificate)
        file = next((f for f in files if f.has_private and f.public and f.public.blob == plain), None)
        if plain in held:
            offers.append(by_agent(certificate, name))
        elif file:
            offers.append(FileIdentity(name, certificate, file))
    agent_offers = [(key, _plain_blob(key) in named) for key in held.values()]
    offers += [by_agent(key, _agent_name(key)) for key, is_named in agent_offers if is_named]
    if not auth.identities_only:
        offers += [by_agent(key, _agent_name(key)) for key, is_named in agent_offers if not is_named]
    offers += [FileIdentity(str(file.path), file.public, file) for file in files if file.has_private]
    return Identities(_without_repetitions(offers), tuple(problems))


def _read_files(auth: Auth, home: Path) -> tuple[list[KeyFile], list[tuple[PublicKey, str]], list[Problem]]:
    """Key files, certificates with their names, and what is wrong with files that the user named."""
    files: list[KeyFile] = []
    certificates: list[tuple[PublicKey, str]] = []
    problems: list[Problem] = []
    for text in auth.certificate_files:
        try:
            certificates.append((read_certificate(expand_home(text, home)), text))
        except TowpathError as error:
            problems.append(error.problem)
    defaults = [home / ".ssh" / name for name in DEFAULT_NAMES]
    named = [expand_home(text, home) for text in auth.identity_files if text != "none"]
    paths = named if auth.identity_files else [path for path in defaults if path.exists()]
    for path in paths:
        try:
            files.append(KeyFile.read(path))
            if certificate := certificate_beside(path):
                certificates.append((certificate, f"{path}-cert.pub"))
        except TowpathError as error:
            problems.append(error.problem)
    return files, certificates, problems


def _plain_blob(key: PublicKey) -> bytes:
    """The blob of the key that a certificate is about; a damaged certificate belongs to no key."""
    try:
        return key.plain().blob
    except ValueError:
        return b""


def _plain_blobs(certificates: list[tuple[PublicKey, str]]) -> set[bytes]:
    return {_plain_blob(certificate) for certificate, _ in certificates}


def _agent_name(key: PublicKey) -> str:
    return f"{key.comment or key.type} (agent)"


def _without_repetitions(offers: list[Identity]) -> tuple[Identity, ...]:
    """A key that the agent and a file both have is offered once, by the agent: no passphrase is needed then."""
    seen: set[bytes] = set()
    kept: list[Identity] = []
    for identity in offers:
        if identity.offered is None:
            kept.append(identity)
        elif identity.offered.blob not in seen:
            seen.add(identity.offered.blob)
            kept.append(identity)
    return tuple(kept)
