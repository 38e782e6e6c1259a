"""The user's ssh-agent: which keys it holds, signatures made by it, and what it shall hold or forget
(draft-ietf-sshm-ssh-agent)."""

from __future__ import annotations

import logging
import socket
from pathlib import Path

from towpath.net.cancel import Cancel
from towpath.ssh.agent_connection import AgentConnection, open_agent
from towpath.ssh.keys import CERTIFICATE_SUFFIX, PrivateKey, PublicKey, join_strings, split_strings

LISTING_SECONDS = 5.0
"""An agent that does not list its keys by then is taken for dead; a login must not wait for it."""
CHANGE_SECONDS = 60.0
"""For what it may ask a person about first, such as to unlock it."""
LONGEST_ANSWER = 1 << 20
LOCKED = "it may be locked"

_REQUEST_IDENTITIES = 11
_IDENTITIES_ANSWER = 12
_SIGN_REQUEST = 13
_SIGN_RESPONSE = 14
_ADD_IDENTITY = 17
_ADD_CONSTRAINED = 25
_REMOVE_IDENTITY = 18
_REMOVE_ALL = 19
_SUCCESS = 6
_LIFETIME = b"\1"
_CONFIRM = b"\2"
_BY_AGENT_ITSELF = b"\xff" + join_strings(b"sk-provider@openssh.com", b"internal")
"""Which library speaks to the security key (PROTOCOL.agent)."""
_FLAGS = {"rsa-sha2-256": 2, "rsa-sha2-512": 4}

_log = logging.getLogger(__name__)


class AgentRefused(Exception):  # noqa: N818 -- says what the agent did
    """The agent did not do it: the user declined, the key is gone, or the agent is."""


class Agent:
    """Speaks to the agent at a place of agent_connection.py, with one connection per request. Any thread."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        """There is one to ask, as far as is known without asking."""
        return self._path is not None

    def list_keys(self) -> list[PublicKey]:
        """Keys and certificates in the agent's order; none when there is no agent or it does not answer."""
        if self._path is None:
            return []
        try:
            return self.held()
        except AgentRefused as error:
            _log.info("the ssh-agent at %s is of no use: %s", self._path, error)
            return []

    def held(self) -> list[PublicKey]:
        """As `list_keys`, for who wants to know why there are none. A locked one holds none. Raises AgentRefused."""
        kind, body = self._ask(bytes([_REQUEST_IDENTITIES]), LISTING_SECONDS)
        if kind != _IDENTITIES_ANSWER:
            raise AgentRefused("it does not say which keys it holds")
        try:
            count = int.from_bytes(body[:4])
            strings = split_strings(body[4:], limit=2 * count)
            return [
                PublicKey(_type_of(blob), blob, comment.decode("utf-8", "replace"))
                for blob, comment in zip(strings[::2], strings[1::2], strict=True)
            ]
        except ValueError as error:
            raise AgentRefused(str(error)) from error

    def add(
        self,
        key: PrivateKey,
        comment: str,
        *,
        certificate: PublicKey | None = None,
        lifetime: int = 0,
        confirm: bool = False,
    ) -> None:
        """Have it hold a key, or with it a certificate for it, for `lifetime` seconds (0 for ever); with `confirm` it
        asks before each use. Raises AgentRefused."""
        self._add(key.fields(certificate), comment, _constraints(lifetime, confirm))

    def add_token(self, fields: bytes, comment: str, *, lifetime: int = 0, confirm: bool = False) -> None:
        """The same for a key in a security key: `fields` are those of its file. Raises AgentRefused."""
        self._add(fields, comment, _constraints(lifetime, confirm) + _BY_AGENT_ITSELF)

    def _add(self, fields: bytes, comment: str, constraints: bytes) -> None:
        message = bytes([_ADD_CONSTRAINED if constraints else _ADD_IDENTITY])
        # Agents of other makers refuse limits that they do not know.
        why = "it may be locked, or know no such limits" if constraints else LOCKED
        self._change(message + fields + join_strings(comment.encode()) + constraints, why)

    def remove(self, key: PublicKey) -> None:
        """Have it forget a key or a certificate. Raises AgentRefused."""
        self._change(bytes([_REMOVE_IDENTITY]) + join_strings(key.blob), f"{LOCKED}, or does not hold it")

    def remove_all(self) -> None:
        """Have it forget all. Raises AgentRefused."""
        self._change(bytes([_REMOVE_ALL]), LOCKED)

    def sign(self, key: PublicKey, data: bytes, algorithm: str, cancel: Cancel) -> bytes:
        """The signature blob. Waits as long as the user needs to confirm or to touch a token; `cancel` ends that.

        Raises AgentRefused.
        """
        flags = _FLAGS.get(algorithm.removesuffix(CERTIFICATE_SUFFIX), 0)
        message = bytes([_SIGN_REQUEST]) + join_strings(key.blob, data) + flags.to_bytes(4)
        try:
            with self._connect() as connection:
                connection.settimeout(None)
                forget = cancel.on_cancel(lambda: _shut(connection))
                try:
                    kind, body = _request(connection, message)
                finally:
                    forget()
                if kind == _SIGN_RESPONSE:
                    return split_strings(body, limit=1)[0]
        except (OSError, ValueError) as error:
            cancel.check()
            raise AgentRefused(_why(error)) from error
        raise AgentRefused("the agent did not sign")

    def _change(self, message: bytes, why: str) -> None:
        """Raises AgentRefused with `why`, since an agent gives no reason itself."""
        kind, _ = self._ask(message, CHANGE_SECONDS)
        if kind != _SUCCESS:
            raise AgentRefused(f"it refused: {why}")

    def _ask(self, message: bytes, seconds: float) -> tuple[int, bytes]:
        """Raises AgentRefused."""
        try:
            with self._connect() as connection:
                connection.settimeout(seconds)
                return _request(connection, message)
        except (OSError, ValueError) as error:
            raise AgentRefused(_why(error)) from error

    def _connect(self) -> AgentConnection:
        if self._path is None:
            raise OSError("there is none")
        return open_agent(self._path)


def _request(connection: AgentConnection, message: bytes) -> tuple[int, bytes]:
    connection.sendall(join_strings(message))
    length = int.from_bytes(_read(connection, 4))
    if not 1 <= length <= LONGEST_ANSWER:
        raise ValueError("an answer of an impossible length")
    answer = _read(connection, length)
    return answer[0], answer[1:]


def _read(connection: AgentConnection, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise ValueError("the agent hung up")
        data += part
    return bytes(data)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | ConnectionRefusedError):
        return "no agent listens there"  # it has ended, and left its socket behind or not
    return getattr(error, "strerror", None) or str(error)


def _constraints(lifetime: int, confirm: bool) -> bytes:
    return (_LIFETIME + lifetime.to_bytes(4) if lifetime else b"") + (_CONFIRM if confirm else b"")


def _type_of(blob: bytes) -> str:
    return split_strings(blob, limit=1)[0].decode("ascii", "replace")


def _shut(connection: AgentConnection) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it was closed in the same moment
