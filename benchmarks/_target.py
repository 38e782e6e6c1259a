"""The server at the end of every tunnel: `D` count sends, `U` count receives and answers one byte, `E` echoes one."""

from __future__ import annotations

import socket
import struct
import threading

CHUNK = 1 << 18


def serve() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    print(listener.getsockname()[1], flush=True)
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve_client, args=(client,), daemon=True).start()


def serve_client(client: socket.socket) -> None:
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    buffer = bytearray(CHUNK)
    with client:
        try:
            while order := client.recv(1):
                if order == b"E":
                    client.sendall(b"e")
                    continue
                (left,) = struct.unpack(">Q", client.recv(8, socket.MSG_WAITALL))
                while left and order == b"D":
                    left -= client.send(buffer[: min(left, CHUNK)])
                while left and order == b"U":
                    left -= client.recv_into(buffer, min(left, CHUNK))
                if order == b"U":
                    client.sendall(b"u")
        except OSError:
            pass  # the client has what it wanted


if __name__ == "__main__":
    serve()
