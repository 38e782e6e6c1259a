"""The messages of user authentication (RFC 4252, RFC 4256).

The thread of the login sends a request and waits here for what the server says; the transport's thread only queues
it. So nothing runs against a clock while a person types or touches a token, and a lost connection is noticed at once.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from paramiko.auth_handler import AuthHandler
from paramiko.common import (
    MSG_SERVICE_ACCEPT,
    MSG_USERAUTH_BANNER,
    MSG_USERAUTH_FAILURE,
    MSG_USERAUTH_INFO_REQUEST,
    MSG_USERAUTH_SUCCESS,
    cMSG_SERVICE_REQUEST,
    cMSG_USERAUTH_INFO_RESPONSE,
    cMSG_USERAUTH_REQUEST,
)
from paramiko.message import Message
from paramiko.ssh_exception import SSHException

from towpath.model.connection import AuthMethod
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.prompt import Line
from towpath.ssh.keys import CERTIFICATE_SUFFIX, RSA_HASHES, PublicKey
from towpath.ssh.transport import Transport

SECONDS_FOR_SECRETS = 90.0
"""How long the server may take over what was typed: some gateways wait for a tap on the user's telephone."""
MOST_BANNER = 4000
"""Characters kept of a banner; no person reads more."""
MOST_LINES = 64
"""Prompts in one keyboard-interactive request; more is nonsense."""

_GONE = 0  # no message has this number
_MSG_METHOD_SPECIFIC = MSG_USERAUTH_INFO_REQUEST  # 60: its meaning depends on the method asked for


class ConnectionGone(Exception):  # noqa: N818 -- says what happened
    """The connection ended during authentication; the transport knows why."""


class PasswordExpired(Exception):  # noqa: N818 -- says what happened
    """The server wants a new password (RFC 4252, section 8); `args[0]` is its text."""


@dataclass(frozen=True)
class Outcome:
    """What the server decided about one request, and the methods that can continue."""

    accepted: bool
    partial: bool = False
    methods: tuple[str, ...] = ()


@dataclass(frozen=True)
class InfoRequest:
    """The server asks the user something (RFC 4256, section 3.2). Texts are raw."""

    title: str
    instruction: str
    lines: tuple[Line, ...]


class UserAuth(AuthHandler):
    """Takes the place of paramiko's handler in one transport; it must be there before `begin`.

    Methods are called in the login's thread, except `abort` and the handlers, which the transport's thread calls.
    Each raises ConnectionGone when the connection ends and TowpathError TIMED_OUT when no answer comes.
    """

    def __init__(self, transport: Transport, user: str, *, subject: str, seconds: float) -> None:
        super().__init__(transport)
        self._transport = transport
        self._user = user
        self._subject = subject
        self._seconds = seconds
        self._said: queue.SimpleQueue[tuple[int, Message]] = queue.SimpleQueue()
        self._banner = ""
        self._pending = False
        self._gone = False
        self._when_gone: Callable[[], None] | None = None

    # --- the transport's thread

    @property
    def _handler_table(self) -> dict[int, Callable[[Message], None]]:
        return {
            MSG_SERVICE_ACCEPT: lambda m: self._said.put((MSG_SERVICE_ACCEPT, m)),
            MSG_USERAUTH_SUCCESS: self._succeed,
            MSG_USERAUTH_FAILURE: lambda m: self._said.put((MSG_USERAUTH_FAILURE, m)),
            MSG_USERAUTH_BANNER: self._hear_banner,
            _MSG_METHOD_SPECIFIC: lambda m: self._said.put((_MSG_METHOD_SPECIFIC, m)),
        }

    def _hear_banner(self, message: Message) -> None:
        self._banner = (self._banner + _text(message))[:MOST_BANNER]

    def _succeed(self, message: Message) -> None:
        if not self._pending:
            raise SSHException("the server accepted a login that nobody asked for")
        # Before the next packet is read: delayed compression begins with it.
        self.authenticated = True
        self._transport._auth_trigger()
        self._said.put((MSG_USERAUTH_SUCCESS, message))

    def abort(self) -> None:
        """The connection is gone."""
        self._gone = True
        self._said.put((_GONE, Message()))
        if when_gone := self._when_gone:
            when_gone()

    # --- the login's thread

    def take_banner(self) -> str:
        """What the server has said for people to read since the last call (RFC 4252, section 5.4); raw."""
        banner, self._banner = self._banner.strip(), ""
        return banner

    def while_asking(self, when_gone: Callable[[], None] | None) -> None:
        """`when_gone` is called if the connection has ended, or ends while a person is being asked."""
        self._when_gone = when_gone
        if self._gone and when_gone:
            when_gone()

    def begin(self) -> None:
        """Ask for the authentication service."""
        message = Message()
        message.add_byte(cMSG_SERVICE_REQUEST)
        message.add_string("ssh-userauth")
        self._send(message)
        if self._next(self._seconds)[0] != MSG_SERVICE_ACCEPT:
            raise self._malformed()

    def try_none(self) -> Outcome:
        """Ask without any proof: a few servers accept it, the others name their methods."""
        self._send(self._request("none"))
        return self._outcome(self._seconds)

    def signature_algorithm(self, key: PublicKey, wanted: Sequence[str] = ()) -> str | None:
        """How a signature by `key` is to be made; None if the server takes none that we make (RFC 8308), or none that
        is `wanted` (PubkeyAcceptedAlgorithms; empty for any)."""
        if key.plain_type != "ssh-rsa":
            return key.type if not wanted or key.type in wanted else None
        extension = self._transport.server_extensions.get("server-sig-algs", b"")
        taken = extension.decode("ascii", "replace").split(",") if extension else list(RSA_HASHES)
        suffix = CERTIFICATE_SUFFIX if key.is_certificate else ""
        possible = {hash_name + suffix for hash_name in RSA_HASHES if hash_name in taken}
        in_order = wanted or [hash_name + suffix for hash_name in RSA_HASHES]
        return next((name for name in in_order if name in possible), None)

    def offer_key(self, algorithm: str, key: PublicKey) -> Outcome | None:
        """Show a public key without signing; None when the server would take it."""
        self._send(self._public_key_request(algorithm, key, signed=False))
        kind, message = self._next(self._seconds)
        if kind != _MSG_METHOD_SPECIFIC:
            return self._read_outcome(kind, message)
        message.get_binary()  # the algorithm's name; some servers give back the key's type instead
        if message.get_binary() != key.blob:
            raise self._malformed()
        return None

    def to_sign(self, algorithm: str, key: PublicKey) -> bytes:
        """What a signature has to cover: this session and this request (RFC 4252, section 7)."""
        session = Message()
        session.add_string(self._transport.session_id or b"")
        return session.asbytes() + self._public_key_request(algorithm, key, signed=True).asbytes()

    def try_key(self, algorithm: str, key: PublicKey, signature: bytes) -> Outcome:
        """Prove that we have the private key."""
        request = self._public_key_request(algorithm, key, signed=True)
        request.add_string(signature)
        self._send(request)
        return self._outcome(self._seconds)

    def try_password(self, password: str) -> Outcome:
        """Raises PasswordExpired when the server wants a new one."""
        request = self._request(AuthMethod.PASSWORD)
        request.add_boolean(False)
        request.add_string(password)
        self._send(request)
        kind, message = self._next(self._patient)
        if kind == _MSG_METHOD_SPECIFIC:
            raise PasswordExpired(_text(message))
        return self._read_outcome(kind, message)

    def try_keyboard_interactive(self) -> Outcome | InfoRequest:
        """Let the server ask."""
        request = self._request(AuthMethod.KEYBOARD_INTERACTIVE)
        request.add_string("")  # language tag, deprecated
        request.add_string("")  # submethods: the server's choice
        self._send(request)
        return self._info_request_or_outcome(self._seconds)

    def answer(self, values: tuple[str, ...]) -> Outcome | InfoRequest:
        """Answer an InfoRequest, one text for each of its lines."""
        message = Message()
        message.add_byte(cMSG_USERAUTH_INFO_RESPONSE)
        message.add_int(len(values))
        for value in values:
            message.add_string(value)
        self._send(message)
        return self._info_request_or_outcome(self._patient)

    # --- parts of messages

    @property
    def _patient(self) -> float:
        return max(self._seconds, SECONDS_FOR_SECRETS)

    def _request(self, method: str) -> Message:
        message = Message()
        message.add_byte(cMSG_USERAUTH_REQUEST)
        message.add_string(self._user)
        message.add_string("ssh-connection")
        message.add_string(method)
        return message

    def _public_key_request(self, algorithm: str, key: PublicKey, *, signed: bool) -> Message:
        message = self._request(AuthMethod.PUBLICKEY)
        message.add_boolean(signed)
        message.add_string(algorithm)
        message.add_string(key.blob)
        return message

    def _info_request_or_outcome(self, seconds: float) -> Outcome | InfoRequest:
        kind, message = self._next(seconds)
        if kind != _MSG_METHOD_SPECIFIC:
            return self._read_outcome(kind, message)
        title, instruction, _language = _text(message), _text(message), message.get_binary()
        count = message.get_int()
        if count > MOST_LINES:
            raise self._malformed()
        lines = tuple(Line(_text(message), message.get_boolean()) for _ in range(count))
        return InfoRequest(title, instruction, lines)

    def _outcome(self, seconds: float) -> Outcome:
        return self._read_outcome(*self._next(seconds))

    def _read_outcome(self, kind: int, message: Message) -> Outcome:
        self._pending = False
        if kind == MSG_USERAUTH_SUCCESS:
            return Outcome(accepted=True)
        if kind != MSG_USERAUTH_FAILURE:
            raise self._malformed()
        methods = tuple(name for name in _text(message).split(",") if name)
        return Outcome(accepted=False, partial=message.get_boolean(), methods=methods)

    # --- sending and waiting

    def _send(self, message: Message) -> None:
        self._pending = True
        self._transport.post(message)  # to a dead connection it goes nowhere: `_next` hears of that

    def _next(self, seconds: float) -> tuple[int, Message]:
        """The next message for us, within `seconds`. Banners do not lengthen the wait."""
        try:
            kind, message = self._said.get(timeout=seconds)
        except queue.Empty:
            facts = {"seconds": f"{seconds:g}", "step": "authentication"}
            raise TowpathError(Problem(ProblemKind.TIMED_OUT, self._subject, facts)) from None
        if kind == _GONE:
            raise ConnectionGone
        return kind, message

    def _malformed(self) -> TowpathError:
        facts = {"detail": "it sent a message that does not belong there"}
        return TowpathError(Problem(ProblemKind.SERVER_MISBEHAVES, self._subject, facts))


def _text(message: Message) -> str:
    """A text from the server; bytes that are no UTF-8 must not end the login."""
    return message.get_binary().decode("utf-8", "replace")
