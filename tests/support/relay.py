"""A TCP relay in a process of its own, that can be frozen like a link whose cable was pulled."""

import contextlib
import ctypes
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

import psutil

from tests.support import process
from tests.support.wait import wait_for

CHUNK = 1 << 16
KEPT = 1 << 17
"""Bytes from the client that the kernel keeps for a frozen relay: few, so that some connections at once (Flood) fill
the link although sshd lets each send no more than 2 MiB."""
CONNECT_SECONDS = 10
SLOW_SECONDS = 0.7
"""What a slowed link takes for each way."""


class LinkRelay:
    """Listens on `.port` of 127.0.0.1 and relays to `host:port`.

    Frozen, it accepts nothing and passes nothing on, while the kernel keeps all connections open and takes
    bytes until its buffers are full: nobody is told that the link is dead.
    """

    def __init__(self, port: int, *, host: str = "127.0.0.1") -> None:
        self.port = 0
        self._target = (host, str(port))
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-relay-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        log = self._directory / "log"
        self._process, (self.port,) = process.start_python("tests.support.relay", *self._target, log=log)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            process.stop(self._process)
        shutil.rmtree(self._directory, ignore_errors=True)

    def freeze(self) -> None:
        """From when this returns nothing passes: the signal takes effect some time after it was sent."""
        self._signal(signal.SIGSTOP)
        if self._process:
            stopped = psutil.Process(self._process.pid)
            wait_for(lambda: stopped.status() == psutil.STATUS_STOPPED, what="the relay to stand still")

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def slow_down(self) -> None:
        """From now on everything takes `SLOW_SECONDS` for each way."""
        self._signal(signal.SIGUSR2)

    def kill(self) -> None:
        """Every connection is reset or closed, and the port is refused from now on."""
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait(CONNECT_SECONDS)

    def reset(self) -> None:
        """Every connection is reset at both ends; the port goes on accepting new ones."""
        self._signal(signal.SIGUSR1)

    def _signal(self, number: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(number)


def serve(host: str, port: int) -> None:
    """What the relay's process does, for ever: two threads per connection, each copying one way."""
    ends: set[socket.socket] = set()
    ending = threading.Lock()
    slow = threading.Event()
    signal.signal(signal.SIGUSR1, lambda *_: _reset(ends, ending))
    signal.signal(signal.SIGUSR2, lambda *_: slow.set())
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, KEPT)  # accepted sockets inherit it
        print(f"listening on {listener.getsockname()[1]}", flush=True)  # noqa: T201  # the parent reads it
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_relay, args=(client, host, port, ends, ending, slow), daemon=True).start()


def _relay(
    client: socket.socket,
    host: str,
    port: int,
    ends: set[socket.socket],
    ending: threading.Lock,
    slow: threading.Event,
) -> None:
    with client:
        try:
            server = socket.create_connection((host, port), timeout=CONNECT_SECONDS)
        except OSError:
            return
        with server:
            server.settimeout(None)
            both = {client, server}
            for end in both:
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ends |= both
            back = threading.Thread(target=_copy, args=(server, client, ending, slow), daemon=True)
            back.start()
            _copy(client, server, ending, slow)
            back.join()
            ends -= both


def _reset(ends: set[socket.socket], ending: threading.Lock) -> None:
    """Dissolve the connections of these sockets, also while threads wait for them (connect(2), AF_UNSPEC)."""
    nowhere = ctypes.create_string_buffer(struct.pack("=H14x", socket.AF_UNSPEC))
    with ending:  # a thread that saw one end go would close the other one in order
        for end in list(ends):
            ctypes.CDLL(None).connect(end.fileno(), nowhere, 16)


def _copy(source: socket.socket, sink: socket.socket, ending: threading.Lock, slow: threading.Event) -> None:
    try:
        while data := source.recv(CHUNK):
            if slow.is_set():
                time.sleep(SLOW_SECONDS)
            sink.sendall(data)
        with ending:
            sink.shutdown(socket.SHUT_WR)
    except OSError:  # one end is gone: the other one shall notice
        with ending:
            for end in (source, sink):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
