"""An ssh-agent with keys on security keys (FIDO), all in software: ssh-keygen makes such keys on real ones alone.

The keys, what is signed and what a signature holds are those of OpenSSH's PROTOCOL.u2f; sshd is who verifies them.
"""

import base64
import hashlib
import os
import shutil
import socketserver
import tempfile
import threading
from pathlib import Path
from typing import Protocol, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from paramiko.message import Message

from tests.support.keys import KeyFile

APPLICATION = b"ssh:"
TOUCHED = 1
"""The flag "user present"."""
TOUCH_SECONDS = 20.0


class SecurityKey(Protocol):
    """One key, of either type."""

    type: bytes
    blob: bytes

    def sign(self, data: bytes) -> bytes:
        """What comes between the signature's type and its flags."""
        ...


class Ed25519SecurityKey:
    type = b"sk-ssh-ed25519@openssh.com"

    def __init__(self) -> None:
        self._key = ed25519.Ed25519PrivateKey.generate()
        self.blob = _strings(self.type, self._key.public_key().public_bytes_raw(), APPLICATION)

    def sign(self, data: bytes) -> bytes:
        return _strings(self._key.sign(data))


class EcdsaSecurityKey:
    type = b"sk-ecdsa-sha2-nistp256@openssh.com"

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.blob = _strings(self.type, b"nistp256", point, APPLICATION)

    def sign(self, data: bytes) -> bytes:
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(hashes.SHA256())))
        return _strings(Message().add_mpint(r).add_mpint(s).asbytes())


class SecurityKeyAgent:
    """Holds one such key, and its certificate if there is one. It signs when somebody has touched it."""

    def __init__(self, key: SecurityKey) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-agent-"))
        self.socket = self._directory / "socket"
        self.key = key
        self.certificate = b""
        self.asked = threading.Event()
        """Somebody wants a signature."""
        self._touched = threading.Event()
        self._counter = 0
        agent = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                while head := self.request.recv(4, 0x100):  # MSG_WAITALL
                    request = self.request.recv(int.from_bytes(head), 0x100)
                    answer = agent._answer(request)
                    self.request.sendall(len(answer).to_bytes(4) + answer)

        class Server(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True

        self._server = Server(str(self.socket), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._touched.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        shutil.rmtree(self._directory, ignore_errors=True)

    def touch(self) -> None:
        """With a finger."""
        self._touched.set()

    def public_key(self, directory: Path) -> KeyFile:
        """Its public half, for authorized_keys; there is no file of the private one."""
        path = directory / f"sk-{os.urandom(4).hex()}"
        file = KeyFile(path)
        file.public_path.write_text(f"{self.key.type.decode()} {base64.b64encode(self.key.blob).decode()} my token\n")
        return file

    def _answer(self, request: bytes) -> bytes:
        kind, body = request[0], Message(request[1:])
        if kind == 11:  # which keys it holds
            held = [self.key.blob, *([self.certificate] if self.certificate else [])]
            return b"\x0c" + len(held).to_bytes(4) + b"".join(_strings(blob, b"my token") for blob in held)
        if kind != 13 or body.get_binary() not in (self.key.blob, self.certificate):
            return b"\x05"  # failure
        data = body.get_binary()
        self.asked.set()
        if not self._touched.wait(TOUCH_SECONDS):
            return b"\x05"
        self._counter += 1
        state = bytes([TOUCHED]) + self._counter.to_bytes(4)
        to_sign = hashlib.sha256(APPLICATION).digest() + state + hashlib.sha256(data).digest()
        return b"\x0e" + _strings(_strings(self.key.type) + self.key.sign(to_sign) + state)


def _strings(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(4) + part for part in parts)
