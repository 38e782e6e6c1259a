"""A connection through a SOCKS5 (RFC 1928, 1929) or HTTP proxy (RFC 9110, 9.3.6). The proxy resolves the name."""

from __future__ import annotations

import base64
import contextlib
import ipaddress
import re
import socket
import time

from towpath.model.connection import Proxy, ProxyKind
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.language import translate
from towpath.model.words import explain
from towpath.net.cancel import Cancel
from towpath.net.dial import ANY_NEAR_END, NearEnd, dial

_LONGEST_HEAD = 65536
_SOCKS_ERRORS = {
    1: "general failure",
    2: "its rules do not allow it",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "it took too long",
    7: "it cannot connect",
    8: "it does not know this kind of address",
}


def dial_through_proxy(
    proxy: Proxy,
    password: str | None,
    host: str,
    port: int,
    *,
    timeout: float,
    cancel: Cancel,
    subject: str = "",
    near: NearEnd = ANY_NEAR_END,
) -> socket.socket:
    """A connected, blocking socket to `host:port` as the proxy sees it, within `timeout` seconds for everything.
    `near` is about the connection to the proxy.

    Raises TowpathError TIMED_OUT, PROXY_FAILED (with the fact `auth` when the proxy wants a name and password
    or has refused these); Cancelled.
    """
    deadline = time.monotonic() + timeout
    place = str(Endpoint(proxy.host, proxy.port))
    try:
        connected = dial(proxy.host, proxy.port, timeout=timeout, cancel=cancel, subject=place, near=near)
    except TowpathError as error:
        if error.problem.kind is ProblemKind.CANCELLED:
            raise
        raise _failed(place, explain(error.problem).why) from error
    talk = _Talk(connected, place, deadline)
    forget = cancel.on_cancel(lambda: _shut(connected))
    try:
        if proxy.kind is ProxyKind.SOCKS5:
            _socks5(talk, proxy.user, password, host, port)
        else:
            _http_connect(talk, proxy.user, password, host, port)
        cancel.check(subject)
    except (OSError, TowpathError) as error:
        connected.close()
        cancel.check(subject)
        if isinstance(error, TimeoutError):
            facts = {
                "seconds": f"{timeout:g}",
                "step": translate("Fact", "waiting for the proxy {place}").format(place=place),
            }
            raise TowpathError(Problem(ProblemKind.TIMED_OUT, subject or f"{host}:{port}", facts)) from error
        if isinstance(error, OSError):
            raise _failed(place, error.strerror or "it closed the connection") from error
        raise
    finally:
        forget()
    connected.settimeout(None)
    return connected


class _Talk:
    """Reads exactly what belongs to the proxy's protocol: what follows is the SSH server's."""

    def __init__(self, connected: socket.socket, place: str, deadline: float) -> None:
        self._socket, self.place, self._deadline = connected, place, deadline

    def send(self, data: bytes) -> None:
        self._limit()
        self._socket.sendall(data)

    def receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            self._limit()
            more = self._socket.recv(count - len(data))
            if not more:
                raise _failed(self.place, "it closed the connection")
            data += more
        return data

    def _limit(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


def _socks5(talk: _Talk, user: str, password: str | None, host: str, port: int) -> None:
    none, by_password, no_way = 0, 2, 0xFF
    methods = bytes([none, by_password] if user and password is not None else [none])
    talk.send(b"\x05" + bytes([len(methods)]) + methods)
    version, method = talk.receive(2)
    if version != 5:
        raise _failed(talk.place, "it is not a SOCKS5 proxy")
    if method == by_password and by_password in methods:
        name, secret = user.encode(), (password or "").encode()
        if len(name) > 255 or len(secret) > 255:
            raise _failed(talk.place, "name or password is too long for SOCKS5", auth="refused")
        talk.send(b"\x01" + bytes([len(name)]) + name + bytes([len(secret)]) + secret)
        if talk.receive(2)[1] != 0:
            raise _failed(talk.place, "it refused the name or the password", auth="refused")
    elif method == no_way:
        raise _failed(talk.place, "it wants a name and a password, or does not take these", auth="needed")
    elif method != none:
        raise _failed(talk.place, "it wants a kind of login that Towpath does not know")
    talk.send(b"\x05\x01\x00" + _socks_address(talk, host) + port.to_bytes(2))
    _, status, _, kind = talk.receive(4)
    if status != 0:
        why = _SOCKS_ERRORS.get(status, translate("Fact", "error {status}").format(status=status))
        raise _failed(
            talk.place, translate("Fact", "it could not reach {host}: {why}").format(host=Endpoint(host, port), why=why)
        )
    lengths = {1: 4, 4: 16}
    talk.receive((lengths[kind] if kind in lengths else talk.receive(1)[0]) + 2)  # the address it uses, and port


def _socks_address(talk: _Talk, host: str) -> bytes:
    address = _address(host)
    if address is None:
        name = _wire_name(talk, host)
        if len(name) > 255:
            raise _failed(talk.place, translate("Fact", "the name {host} is too long").format(host=host))
        return b"\x03" + bytes([len(name)]) + name
    return (b"\x01" if address.version == 4 else b"\x04") + address.packed


def _http_connect(talk: _Talk, user: str, password: str | None, host: str, port: int) -> None:
    address = _address(host)
    place = str(Endpoint(str(address) if address else _wire_name(talk, host).decode(), port))
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if user and password is not None:
        lines.append("Proxy-Authorization: Basic " + base64.b64encode(f"{user}:{password}".encode()).decode())
    talk.send("\r\n".join([*lines, "", ""]).encode())
    head = b""
    while not head.endswith((b"\r\n\r\n", b"\n\n")):
        head += talk.receive(1)
        if len(head) > _LONGEST_HEAD:
            raise _failed(talk.place, "it does not end its answer")
        if len(head) == 5 and head != b"HTTP/":
            raise _failed(talk.place, "it is not an HTTP proxy")
    status = re.match(r"HTTP/\d\.\d (\d{3})([^\r\n]*)", head.decode("latin-1"))
    if not status:
        raise _failed(talk.place, "it is not an HTTP proxy")
    code, reason = int(status[1]), status[2].strip()
    if code == 407:
        said = (
            "it refused the name or the password" if user and password is not None else "it wants a name and a password"
        )
        raise _failed(talk.place, said, auth="refused" if user and password is not None else "needed")
    if not 200 <= code < 300:
        raise _failed(
            talk.place,
            translate("Fact", "it could not reach {place}: {code} {reason}")
            .format(place=place, code=code, reason=reason)
            .rstrip(),
        )


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _wire_name(talk: _Talk, host: str) -> bytes:
    """The name in ASCII; one that could end a line of HTTP is none."""
    try:
        name = host.encode("ascii") if host.isascii() else host.encode("idna")
    except UnicodeError:
        name = b""
    if not re.fullmatch(rb"[\x21-\x7e]+", name):
        raise _failed(talk.place, translate("Fact", "{host} is not a host name").format(host=host))
    return name


def _shut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it has ended by itself
        connected.shutdown(socket.SHUT_RDWR)


def _failed(place: str, detail: str, **facts: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.PROXY_FAILED, place, {"detail": detail, **facts}))
