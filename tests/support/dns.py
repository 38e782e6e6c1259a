"""A name server that knows no name and writes down every question."""

import re
import selectors
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.support import process
from tests.support.wait import wait_for

PORT = 53
HEADER = 12
NO_SUCH_NAME = 0x8183


class NameServer:
    """Listens on port 53 of `address`, wherever the command prefix `enter` leads. A context manager."""

    def __init__(self, directory: Path, address: str, *, enter: Sequence[str]) -> None:
        self._log = directory / "dns.log"
        self._forgotten = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._command = [*enter, sys.executable, "-m", "tests.support.dns", address]

    def __enter__(self) -> Self:
        self._process = process.start(self._command, log=self._log, cwd=process.ROOT)
        wait_for(lambda: "listening" in process.tail(self._log), what=lambda: f"it: {process.tail(self._log)}")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            process.stop(self._process)

    @property
    def asked(self) -> set[str]:
        """The names that were asked for."""
        return set(re.findall(r"^asked (\S+)$", self._log.read_text()[self._forgotten :], re.MULTILINE))

    def forget(self) -> None:
        """Of what was asked until now."""
        self._forgotten = self._log.stat().st_size


def name_in(question: bytes) -> str:
    """The name that a message asks for (RFC 1035, section 4.1.2)."""
    labels, at = [], HEADER
    while length := question[at]:
        labels.append(question[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(labels)


def serve(address: str) -> None:
    """What the server's process does, for ever; over TCP, too, it only writes down that it was asked."""
    with (
        socket.socket(type=socket.SOCK_DGRAM) as datagrams,
        socket.create_server((address, PORT)) as streams,
        selectors.DefaultSelector() as ready,
    ):
        datagrams.bind((address, PORT))
        ready.register(datagrams, selectors.EVENT_READ)
        ready.register(streams, selectors.EVENT_READ)
        _say("listening")
        while True:
            for key, _ in ready.select():
                if key.fileobj is streams:
                    streams.accept()[0].close()
                    _say("asked (over TCP)")
                    continue
                question, client = datagrams.recvfrom(4096)
                _say(f"asked {name_in(question)}")
                datagrams.sendto(question[:2] + NO_SUCH_NAME.to_bytes(2) + question[4:], client)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # the parent reads it


if __name__ == "__main__":
    serve(sys.argv[1])
