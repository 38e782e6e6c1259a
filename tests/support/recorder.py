"""An SSH server that writes down every attempt to log in: proof of what a client sends and what not."""

import contextlib
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import paramiko
from paramiko.common import AUTH_FAILED
from paramiko.server import InteractiveQuery

from tests.support.keys import KeyFile

STOP_SECONDS = 5
LOG_CHANNEL = "tests.recorder"  # not "paramiko", whose warnings fail the test: refusing is this server's work


@dataclass(frozen=True)
class Attempt:
    """One request to log in; `sent` is the password, the answers one per line, or the key's fingerprint."""

    method: str
    user: str
    sent: str = ""


class Recorder:
    """Listens on `.port` of 127.0.0.1 and refuses everybody.

    `methods` are offered in any case; with keyboard-interactive it asks `prompts` (text, echo).
    """

    def __init__(
        self,
        host_key: KeyFile,
        *,
        port: int = 0,
        methods: str = "publickey,keyboard-interactive,password",
        prompts: Sequence[tuple[str, bool]] = (("Password: ", False), ("One-time code: ", False)),
    ) -> None:
        self._host_key = paramiko.PKey.from_path(host_key.path)
        self._methods = methods
        self._prompts = tuple(prompts)
        self._attempts: list[Attempt] = []
        self._transports: list[paramiko.Transport] = []
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._accept, name="test-recorder", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # wakes accept(); close() alone does not
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(STOP_SECONDS)
        for transport in self._transports:
            transport.close()

    @property
    def connections(self) -> int:
        """How many clients connected: shows that a test met this server at all."""
        return len(self._transports)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Every request to log in, `none` included, oldest first."""
        return tuple(self._attempts)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The passwords and answers that were sent."""
        return tuple(attempt.sent for attempt in self._attempts if attempt.method in {"password", "answers"})

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(client)
            transport.set_log_channel(LOG_CHANNEL)
            transport.add_server_key(self._host_key)
            self._transports.append(transport)
            login = _Login(self._attempts, self._methods, self._prompts)
            transport.start_server(event=threading.Event(), server=login)  # the event: return at once


class _Login(paramiko.ServerInterface):
    """One client's login, in its transport's thread."""

    def __init__(self, attempts: list[Attempt], methods: str, prompts: tuple[tuple[str, bool], ...]) -> None:
        self._attempts = attempts
        self._methods = methods
        self._prompts = prompts
        self._user = ""

    def get_allowed_auths(self, username: str) -> str:
        return self._methods

    def check_auth_none(self, username: str) -> int:
        return self._refuse("none", username)

    def check_auth_password(self, username: str, password: str) -> int:
        return self._refuse("password", username, password)

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return self._refuse("publickey", username, key.fingerprint)

    def check_auth_interactive(self, username: str, submethods: str) -> int | InteractiveQuery:
        self._user = username
        self._attempts.append(Attempt("keyboard-interactive", username))
        return InteractiveQuery("", "", *self._prompts)

    def check_auth_interactive_response(self, responses: list[str]) -> int:
        return self._refuse("answers", self._user, "\n".join(responses))

    def _refuse(self, method: str, user: str, sent: str = "") -> int:
        self._attempts.append(Attempt(method, user, sent))
        return AUTH_FAILED
