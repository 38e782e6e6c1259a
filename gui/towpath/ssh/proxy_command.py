"""A ProxyCommand (ssh_config(5)) run as ssh runs it: by the user's shell, its stdin and stdout being the connection."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import threading
from collections import deque
from collections.abc import Mapping

from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.ssh.askpass import AskpassServer

GRACE_SECONDS = 1.0
"""How long a command may take to end after SIGTERM, and to say why it ended."""

_LONGEST_LINE = 4096
_KEPT_LINES = 20
_UNSAFE = re.compile(r"""^-|[\s'"`$;&<>|(){}\x00-\x1f\x7f]|\\$""")


def expand_tokens(command: str, hop: Hop, local_user: str) -> str:
    """`command` with %h, %p, %r, %n and %% replaced, in one pass so that no value is expanded again.

    Raises TowpathError INVALID for another token, and for a host or user that the shell could take for code.
    """
    values = {
        "h": hop.host,
        "n": hop.host,
        "p": str(hop.port),
        "r": hop.user or local_user,
        "%": "%",
    }

    def value(token: re.Match[str]) -> str:
        letter = token[1]
        if letter not in values:
            raise _invalid(command, f"%{letter} is not known there", "use %h, %p, %r, %n or %%")
        if letter != "%" and _UNSAFE.search(values[letter]):
            raise _invalid(values[letter], "unfit for a ProxyCommand: the shell would misread it")
        return values[letter]

    return re.sub(r"%(.?)", value, command, flags=re.DOTALL)


def shell_of(environment: Mapping[str, str]) -> str:
    """The user's shell, as ssh chooses it."""
    return environment.get("SHELL") or "/bin/sh"


class ProxyCommand(socket.socket):
    """The connection to a hop over a running command. Closing it ends the command and all it has started.

    Questions that an ssh inside the command has (SSH_ASKPASS in ssh(1)) go to `ask`, in a thread of their own.
    Raises TowpathError INVALID, PROXY_COMMAND_FAILED when it cannot be started.
    """

    def __init__(self, command: str, hop: Hop, *, local_user: str, environment: Mapping[str, str], ask: Asker) -> None:
        line = "exec " + expand_tokens(command, hop, local_user)
        self._hop = str(hop)
        self._last_lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._ending = threading.Lock()
        self._askpass = AskpassServer(ask, about=self._hop)
        ours, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                [shell_of(environment), "-c", line],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.PIPE,
                env={**environment, **self._askpass.environment},
                start_new_session=True,  # a group of its own, to be ended as a whole; and no terminal to ask at
            )
        except OSError as error:
            ours.close()
            self._askpass.close()
            raise TowpathError(self._failed(error.strerror or str(error))) from error
        finally:
            theirs.close()
        super().__init__(fileno=ours.detach())
        self._reader = threading.Thread(
            target=self._read_errors, name=f"towpath-proxy-command-{self._hop}", daemon=True
        )
        self._reader.start()

    @property
    def asking(self) -> bool:
        """A person is being asked right now: that time does not count as the machine's."""
        return self._askpass.asking

    @property
    def asked_person(self) -> bool:
        """Something was typed for this command: it must not be repeated without that person."""
        return self._askpass.answered

    def failure(self) -> Problem | None:
        """Why the command ended, or None while it runs. Waits a moment for its last words: ask after an EOF."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE_SECONDS)
        if self._process.returncode is None:
            return None
        self._reader.join(GRACE_SECONDS)
        if self._askpass.failure:
            return self._askpass.failure.problem
        status = self._process.returncode
        ended = signal.strsignal(-status) if status < 0 else f"exit status {status}"
        return self._failed(self._last_lines[-1] if self._last_lines else ended or f"signal {-status}")

    def close(self) -> None:
        """Any thread; does not wait for the command to end."""
        super().close()
        if self._ending.acquire(blocking=False):
            threading.Thread(target=self._end, name=f"towpath-proxy-command-end-{self._hop}", daemon=True).start()

    def _end(self) -> None:
        self._askpass.close()
        if self._process.poll() is None:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_SECONDS)
        self._signal(signal.SIGKILL)  # also those of its children that stayed
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left; macOS says EPERM then
            os.killpg(self._process.pid, number)

    def _read_errors(self) -> None:
        """Keep the last lines of stderr, and leave no zombie."""
        assert self._process.stderr
        with self._process.stderr as errors:
            while line := errors.readline(_LONGEST_LINE):
                if text := line.decode(errors="replace").strip():
                    self._last_lines.append(text)
        self._process.wait()

    def _failed(self, detail: str) -> Problem:
        return Problem(ProblemKind.PROXY_COMMAND_FAILED, self._hop, {"detail": detail})


def _invalid(text: str, detail: str, hint: str = "") -> TowpathError:
    return TowpathError(Problem(ProblemKind.INVALID, text, {"detail": detail, "hint": hint}))
