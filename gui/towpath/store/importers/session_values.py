"""Sessions as PuTTY stores them, and WinSCP, which took its names over: a text for each name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from towpath.model.connection import (
    X11,
    AddressFamily,
    Auth,
    Connection,
    Hop,
    Keepalive,
    Proxy,
    ProxyKind,
)
from towpath.model.error import TowpathError
from towpath.model.forward import Forward, ForwardKind
from towpath.model.language import translate
from towpath.model.parse import parse_forward, parse_host, parse_port
from towpath.store.importers.site import NotCarriedError, checked_hop, identity_files, new_id

Values = Mapping[str, str]
Session = Callable[[str], Values | None]
"""The values of the session with a name."""

SOCKS4, SOCKS5, HTTP, TELNET, COMMAND, SSH, SSH_EXEC, SSH_SUBSYSTEM = map(str, range(1, 9))
"""ProxyMethod."""
_IMPOSSIBLE_PROXIES = {
    SOCKS4: "a SOCKS 4 proxy",
    TELNET: "a Telnet proxy",
    SSH_EXEC: "a command on another machine",
    SSH_SUBSYSTEM: "a subsystem of another machine",
}
_FAMILIES = {"1": AddressFamily.INET, "2": AddressFamily.INET6}
_USUAL_FIRST_CIPHERS = ("aes", "chacha20")
MOST_JUMPS = 8


def connection_of(values: Values, session: Session, remarks: list[str], *, depth: int = 0) -> Connection:
    """Not named yet. Raises NotCarriedError."""
    auth = Auth(
        identity_files=identity_files(values.get("PublicKeyFile", ""), remarks),
        use_agent=values.get("TryAgent") != "0",
    )
    hop = checked_hop(values.get("HostName", ""), values.get("PortNumber", ""), values.get("UserName", ""), auth)
    target = _with_options(hop, values)
    seconds = _number(values, "PingIntervalSecs") + 60 * _number(values, "PingInterval")
    jumps, proxy, command = _way(values, session, depth)
    if (ciphers := values.get("Cipher")) and ciphers.partition(",")[0] not in _USUAL_FIRST_CIPHERS:
        remarks.append("its order of ciphers is not carried over")
    return Connection(
        id="",
        name="",
        target=target,
        jumps=jumps,
        proxy=proxy,
        proxy_command=command,
        imported=True,
        forwards=tuple(_forwards(values, remarks)),
        keepalive=Keepalive(interval=float(seconds)) if seconds else Keepalive(),
        forward_agent="yes" if values.get("AgentFwd") == "1" else "",
        x11=X11.UNTRUSTED if values.get("X11Forward") == "1" else X11.NO,
        remote_command=_one_line(values.get("RemoteCommand", ""), remarks),
    )


def _with_options(hop: Hop, values: Values) -> Hop:
    alias = values.get("LogHost", "").strip()
    try:
        alias = parse_host(alias.partition(":")[0]) if alias else ""
    except TowpathError:
        alias = ""
    return replace(
        hop,
        compression=values.get("Compression") == "1",
        address_family=_FAMILIES.get(values.get("AddressFamily", ""), AddressFamily.ANY),
        tcp_keepalive=values.get("TCPKeepalives") != "0" if "TCPKeepalives" in values else True,
        host_key_alias=alias,
    )


def _number(values: Values, name: str) -> int:
    text = values.get(name, "")
    return min(int(text), 86_400) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _one_line(command: str, remarks: list[str]) -> str:
    if command.isprintable():
        return command.strip()
    remarks.append("its command has several lines, and is not carried over")
    return ""


# --- the way there


def _way(values: Values, session: Session, depth: int) -> tuple[tuple[Hop, ...], Proxy | None, str]:
    """Jumps, proxy, command. Raises NotCarriedError: without its way, a machine cannot be reached."""
    method = values.get("ProxyMethod", "0")
    if method in ("", "0"):
        return (), None, ""
    if method in _IMPOSSIBLE_PROXIES:
        raise NotCarriedError(
            translate("Fact", "it goes through {what}, which is not possible here").format(
                what=_IMPOSSIBLE_PROXIES[method]
            )
        )
    if method == COMMAND:
        return (), None, _proxy_command(values)
    if method == SSH:
        return _through_ssh(values, session, depth)
    kind = {SOCKS5: ProxyKind.SOCKS5, HTTP: ProxyKind.HTTP}.get(method)
    if kind is None:
        raise NotCarriedError(
            translate("Fact", "it goes through a proxy of an unknown kind ({what})").format(what=method[:20])
        )
    try:
        host, port = parse_host(values.get("ProxyHost", "").strip()), parse_port(values.get("ProxyPort", "") or "80")
    except TowpathError as error:
        raise NotCarriedError(translate("Fact", "its proxy: {error}").format(error=error)) from error
    return (), Proxy(kind=kind, host=host, port=port, user=values.get("ProxyUsername", "")), ""


def _through_ssh(values: Values, session: Session, depth: int) -> tuple[tuple[Hop, ...], Proxy | None, str]:
    """PuTTY looks for a session of that name first, and for a machine then."""
    name, user = values.get("ProxyHost", ""), values.get("ProxyUsername", "")
    if depth == MOST_JUMPS:
        raise NotCarriedError(
            translate("Fact", "it goes through more than {most_jumps} other sessions").format(most_jumps=MOST_JUMPS)
        )
    if saved := session(name):
        before = connection_of({**saved, **({"UserName": user} if user else {})}, session, [], depth=depth + 1)
        return before.hops, before.proxy, before.proxy_command
    return (checked_hop(name, values.get("ProxyPort", ""), user, Auth()),), None, ""


_PUTTY_TOKEN = re.compile(r"%(%|host|port|user|pass|proxyhost|proxyport|proxyuser|proxypass)|(%)|\\(.)", re.DOTALL)


def _proxy_command(values: Values) -> str:
    """PuTTY's `%host` as ssh's `%h`."""
    known = {"%": "%%", "host": "%h", "port": "%p"}
    for token, name in (("proxyhost", "ProxyHost"), ("proxyport", "ProxyPort"), ("user", "ProxyUsername")):
        known[token] = shlex.quote(values.get(name, "")).replace("%", "%%")
    known["proxyuser"] = known["user"]

    def value(token: re.Match[str]) -> str:
        word, lone, escaped = token.groups()
        if lone:
            return "%%"
        if escaped:
            return {"\\": "\\", "%": "%%"}.get(escaped, " " if escaped in "rn" else token[0])
        if word not in known:
            raise NotCarriedError("the command it goes through has a password in it")
        return known[word]

    command = _PUTTY_TOKEN.sub(value, values.get("ProxyTelnetCommand", "")).strip()
    if not command or not command.isprintable():
        raise NotCarriedError("the command it goes through cannot be understood")
    return command


# --- forwards


def _forwards(values: Values, remarks: list[str]) -> Iterator[Forward]:
    """`L8080=host:80,4D1080=,R127.0.0.1:9000=localhost:9000`. PuTTY has also called D an L that leads to `D`."""
    for source, target in _pairs(values.get("PortForwardings", "")):
        letter = re.fullmatch(r"[46]?([LRD])(.*)", source, re.DOTALL)
        kind = ForwardKind(letter[1]) if letter else None
        if letter is None or kind is None:
            remarks.append(translate("Fact", "the forward {source} is not understood").format(source=source))
            continue
        if kind is ForwardKind.LOCAL and target == "D":
            kind = ForwardKind.DYNAMIC
        is_open = values.get("RemotePortAcceptAll" if kind is ForwardKind.REMOTE else "LocalPortAcceptAll") == "1"
        listen = f"*:{letter[2]}" if is_open and ":" not in letter[2] else letter[2]
        try:
            spec = listen if kind is ForwardKind.DYNAMIC else f"{listen}:{target}"
            yield parse_forward(kind, spec, new_id())
        except TowpathError as error:
            remarks.append(translate("Fact", "a forward is not carried over: {error}").format(error=error))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """`a=b,c=d`, where a backslash takes the meaning of what follows it."""
    pair, part = ["", ""], 0
    letters = iter(text)
    for letter in letters:
        if letter == "\\":
            pair[part] += next(letters, "")
        elif letter == "=" and not part:
            part = 1
        elif letter == ",":
            yield pair[0], pair[1]
            pair, part = ["", ""], 0
        else:
            pair[part] += letter
    if pair[0]:
        yield pair[0], pair[1]
