"""A KnownHostsCommand (ssh_config(5)): a program whose output is read as one more known_hosts file."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.net.cancel import Cancel
from towpath.ssh.config_tokens import connection_tokens, expand_tokens
from towpath.ssh.hostkeys import HostKey
from towpath.ssh.known_hosts_lines import Entry, entries_of

SHOWN_AS = Path("KnownHostsCommand")
"""In place of a file's name where a line of its output is named."""


class KnownHostsCommand:
    """That of one login, in whose thread it runs; `cancel` ends it.

    As with ssh no shell is involved: the text is split into words as a shell would, and only then are tokens replaced;
    the program is named by its absolute path.
    """

    def __init__(
        self, hop: Hop, *, home: Path, local_user: str, environment: Mapping[str, str], cancel: Cancel
    ) -> None:
        self._hop = hop
        self._environment = environment
        self._cancel = cancel
        self._tokens = connection_tokens(
            typed=hop.host_key_alias or hop.host,
            host=hop.host,
            port=hop.port,
            user=hop.user or local_user,
            local_user=local_user,
            home=str(home),
            host_key_alias=hop.host_key_alias,
        )

    def __call__(self, name: str, key: HostKey | None) -> list[Entry]:
        """What it prints when it is asked for `name`, whose `key` is not known yet while algorithms are put in order.

        Raises TowpathError INVALID, KNOWN_HOSTS_COMMAND_FAILED; Cancelled.
        """
        about_key = {
            "I": "HOSTNAME" if key else "ORDER",
            "H": name,
            "t": key.type if key else "NONE",
            "f": key.fingerprint if key else "NONE",
            "K": key.base64 if key else "NONE",
        }
        text = self._hop.known_hosts_command
        try:
            words = [expand_tokens(word, {**self._tokens, **about_key}) for word in shlex.split(text)]
        except ValueError as error:
            raise self._failed(f"its quotes do not match: {text}") from error
        if not words or not Path(words[0]).is_absolute():
            raise self._failed(f"the path of its program must be absolute: {text}")
        return list(entries_of(self._output(words), SHOWN_AS))

    def _output(self, words: list[str]) -> bytes:
        try:
            running = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(self._environment),
                start_new_session=True,  # a group of its own, to be ended as a whole
            )
        except OSError as error:
            raise self._failed(error.strerror or str(error)) from error

        def end() -> None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left; macOS says EPERM then
                os.killpg(running.pid, signal.SIGKILL)

        forget = self._cancel.on_cancel(end)
        try:
            printed, complaints = running.communicate(timeout=self._hop.timeout)
        except subprocess.TimeoutExpired as error:
            end()
            running.communicate()
            raise self._failed(f"it did not end within {self._hop.timeout:g} s") from error
        finally:
            forget()
        self._cancel.check(str(self._hop))
        if running.returncode:
            lines = complaints.decode(errors="replace").strip().splitlines()
            raise self._failed(lines[-1] if lines else f"exit status {running.returncode}")
        return printed

    def _failed(self, detail: str) -> TowpathError:
        return TowpathError(Problem(ProblemKind.KNOWN_HOSTS_COMMAND_FAILED, str(self._hop), {"detail": detail}))
