"""Answers for the ssh inside a ProxyCommand: its SSH_ASKPASS program asks here, and so the person in front of Towpath.

ssh runs a script of ours with the question as argument; that runs `askpass_client.py`, which hands the question over
through a private Unix socket and prints the answer. No secret is ever in an argument, the environment or a file.
"""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import socket
import sys
import tempfile
import threading
import weakref
from pathlib import Path

import msgspec

from towpath import files
from towpath.model.error import TowpathError
from towpath.model.ports import Asker
from towpath.model.prompt import (
    Accept,
    Asked,
    CodeAsked,
    HostKeyAsked,
    Line,
    PassphraseAsked,
    PasswordAsked,
    Secrets,
)

SOCKET_VARIABLE = "TOWPATH_ASKPASS_SOCKET"
_CLIENT = Path(__file__).with_name("askpass_client.py")
_CLIENT_SECONDS = 5.0
_LONGEST_REQUEST = 65536

_PASSWORD = re.compile(r"(?P<account>\S+@\S+)'s password: ?")
_PASSPHRASE = re.compile(r"Enter passphrase for (?:key )?'?(?P<file>.+?)'?: ?")
_HOST_KEY = re.compile(
    r"The authenticity of host '(?P<host>\S+?)(?: \(.*?\))?' can't be established.*?"
    r"(?P<type>\S+) key fingerprint is (?P<fingerprint>\S+?)\.?$(?P<rest>.*)",
    re.DOTALL | re.MULTILINE,
)
_PROMPT = re.compile(r"(?:\((?P<account>\S+@\S+)\) )?(?P<text>.*)", re.DOTALL)


class _Request(msgspec.Struct, frozen=True):
    """What the client sends."""

    prompt: str
    kind: str
    """SSH_ASKPASS_PROMPT of ssh(1): `confirm` wants yes or no, `none` only shows, empty wants an answer."""


class AskpassServer:
    """Listens until closed. One thread, `towpath-askpass-…`, asks one question after the other."""

    def __init__(self, ask: Asker, *, about: str) -> None:
        self._ask, self._about = ask, about
        self._folder = Path(tempfile.mkdtemp(prefix="towpath-askpass-"))  # readable by its owner only
        self._remove_folder = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)  # at exit too
        self._socket_path = self._folder / "socket"
        self._script = self._folder / "askpass"
        # sys.executable of a bundle is no Python but Towpath itself.
        client = ("askpass",) if getattr(sys, "frozen", False) else ("-I", str(_CLIENT))
        command = shlex.join([sys.executable, *client])
        files.write_atomically(self._script, f'#!/bin/sh\nexec {command} "$1"\n'.encode())
        self._script.chmod(0o700)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._socket_path))
        self._socket_path.chmod(files.PRIVATE_FILE)
        self._listener.listen()
        self._closed = threading.Event()
        self.asking = False
        """A person is being asked right now."""
        self.answered = False
        """A person has typed something."""
        self.failure: TowpathError | None = None
        """Why a question could not be answered."""
        threading.Thread(target=self._serve, name=f"towpath-askpass-{about}", daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What the command's environment needs in addition (ssh 8.4 and later)."""
        return {
            "SSH_ASKPASS": str(self._script),
            "SSH_ASKPASS_REQUIRE": "force",
            SOCKET_VARIABLE: str(self._socket_path),
        }

    def close(self) -> None:
        """Stop listening. A question that is open stays with the login, whose end withdraws it."""
        self._closed.set()
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as waker:  # closed before
            waker.connect(str(self._socket_path))

    def _serve(self) -> None:
        with self._listener:
            while not self._closed.is_set():
                connected, _ = self._listener.accept()
                with connected, contextlib.suppress(OSError, msgspec.MsgspecError):  # no client of ours
                    connected.settimeout(_CLIENT_SECONDS)
                    connected.sendall(self._answer(_read(connected)))
        self._remove_folder()

    def _answer(self, request: _Request) -> bytes:
        """`+` and the answer, or nothing when there is none."""
        if request.kind == "none":  # only to be shown: touch your key
            return b"+"
        asked = self._question(request.prompt, confirm=request.kind == "confirm")
        self.asking = True
        try:
            answer = self._ask(asked)
        except TowpathError as error:
            self.failure = error
            return b""
        finally:
            self.asking = False
        if isinstance(asked, HostKeyAsked):
            return b"+yes" if isinstance(answer, Accept) else b"+no"
        if not isinstance(answer, Secrets):
            return b""
        self.answered = True
        if request.kind == "confirm" and answer.values[0].strip().lower() not in ("y", "yes"):
            return b""
        return b"+" + answer.values[0].encode()

    def _question(self, prompt: str, *, confirm: bool) -> Asked:
        """The question in Towpath's terms; what it does not know is passed on as it is."""
        if confirm:
            return CodeAsked(account=self._about, lines=(Line(f"{prompt} (yes/no) ", echo=True),))
        if found := _PASSWORD.fullmatch(prompt):
            return PasswordAsked(account=found["account"])
        if found := _PASSPHRASE.fullmatch(prompt):
            return PassphraseAsked(file=found["file"])
        if found := _HOST_KEY.match(prompt):
            picture = [line for line in found["rest"].splitlines() if line.startswith(("|", "+"))]
            return HostKeyAsked(
                host=found["host"],
                key_type=found["type"],
                fingerprint=found["fingerprint"],
                randomart="\n".join(picture),
            )
        found = _PROMPT.fullmatch(prompt)
        assert found
        return CodeAsked(account=found["account"] or self._about, lines=(Line(found["text"], echo=False),))


def _read(connected: socket.socket) -> _Request:
    """What the client sends up to its EOF. Raises MsgspecError, OSError for what a client would not send."""
    data = b""
    while more := connected.recv(4096):
        data += more
        if len(data) > _LONGEST_REQUEST:
            raise OSError("more than a question")
    return msgspec.json.decode(data, type=_Request)
