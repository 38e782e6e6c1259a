"""Forwards in plain words: what each kind is good for, who reaches what through it, and how far it can be seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from towpath.model.connection import Connection
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.state import ConnectionState, ForwardState
from towpath.qt.status import active

KIND_ICONS = {
    ForwardKind.LOCAL: "forward-local",
    ForwardKind.REMOTE: "forward-remote",
    ForwardKind.DYNAMIC: "forward-dynamic",
}
_HTTPS_PORTS = (443, 8443)
_HTTP_PORTS = (80, 3000, 5000, 6006, *range(8000, 9000))
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ForwardWords", text)


def kind_title(kind: ForwardKind) -> str:
    """What one wants when one chooses this kind."""
    return {
        ForwardKind.LOCAL: _tr("Reach a service there"),
        ForwardKind.REMOTE: _tr("Let them reach this computer"),
        ForwardKind.DYNAMIC: _tr("Browse as if from there"),
    }[kind]


def kind_note(kind: ForwardKind) -> str:
    """The kind in the words of ssh(1), for those who know it."""
    return {
        ForwardKind.LOCAL: _tr("local forward, ssh -L"),
        ForwardKind.REMOTE: _tr("remote forward, ssh -R"),
        ForwardKind.DYNAMIC: _tr("SOCKS and HTTP proxy, ssh -D"),
    }[kind]


def far_name(connection: Connection) -> str:
    """The machine at the other end of the session."""
    return connection.target.host


def shared_mark(kind: ForwardKind, far: str) -> str:
    """The mark of a forward that is not for one machine alone."""
    if kind is ForwardKind.REMOTE:
        return _tr("shared with the network of {far}").format(far=far)
    return _tr("shared with your network")


def shared_text(state: ConnectionState) -> str:
    """The mark of a connection: one of its forwards is shared right now."""
    shared = [one.forward.kind for one in state.forwards if one.is_shared and active(one.status)]
    return shared_mark(shared[0], far_name(state.connection)) if shared else ""


def listen_words(listen: Endpoint) -> str:
    """A listening end as one reads it."""
    if not listen.path and not listen.port:
        return _tr("a free port")
    if listen.host == "*":
        return _tr("port {port}").format(port=listen.port)
    return str(listen)


def is_itself(target: Endpoint) -> bool:
    """The target is on the machine that connects to it."""
    return bool(target.path) or target.host in _LOOPBACK


def ends(forward: Forward, listen: Endpoint, far: str) -> str:
    """Both ends on one line, each with the side it is on."""
    here, there = _tr("{end} here"), _tr("{end} on {far}")
    if forward.kind is ForwardKind.LOCAL:
        target = there.format(end=forward.target, far=far) if is_itself(_target(forward)) else str(forward.target)
        return f"{here.format(end=listen_words(listen))}  →  {target}"
    if forward.kind is ForwardKind.REMOTE:
        target = here.format(end=forward.target) if is_itself(_target(forward)) else str(forward.target)
        return f"{there.format(end=listen_words(listen), far=far)}  →  {target}"
    anything = _tr("anything that {far} reaches").format(far=far)
    return f"{here.format(end=listen_words(listen))}  →  {anything}"


def direction(forwards: Sequence[Forward], far: str) -> str:
    """Who reaches what through these, in one sentence. They are of one kind, as the dialog makes them."""
    first, last = forwards[0], forwards[-1]
    listen, shared = span(first.listen, last.listen), first.listen.is_public
    if first.target is None or last.target is None:
        return direction_words(first.kind, listen, "", far, shared=shared)
    target = span(first.target, last.target)
    return direction_words(first.kind, listen, target, far, beyond=not is_itself(first.target), shared=shared)


def direction_words(
    kind: ForwardKind, listen: str, target: str, far: str, *, beyond: bool = True, shared: bool = False
) -> str:
    """The same for ends in words. `beyond`: the target is on another machine than the one that connects to it."""
    if kind is ForwardKind.REMOTE:
        who = _tr("Programs on {far} and in its network") if shared else _tr("Programs on {far}")
    else:
        who = _tr("Programs on this computer and in your network") if shared else _tr("Programs on this computer")
    if kind is ForwardKind.LOCAL:
        text = _tr("{who} that open {listen} reach {target}, as seen from {far}.")
    elif kind is ForwardKind.DYNAMIC:
        text = _tr("{who} that use {listen} as SOCKS or HTTP proxy reach whatever {far} reaches.")
    elif beyond:
        text = _tr("{who} that open {listen} reach {target}, as seen from this computer.")
    else:
        text = _tr("{who} that open {listen} reach {target} on this computer.")
    return text.format(who=who.format(far=far), listen=listen, target=target, far=far)


def span(first: Endpoint, last: Endpoint) -> str:
    """One end, or those of a range of ports."""
    if first == last:
        return listen_words(first)
    return _tr("{first} to {last}").format(first=listen_words(first), last=last.port)


def web_address(state: ForwardState) -> str:
    """What a browser on this machine opens to see the target; empty where a browser cannot."""
    forward, listen = state.forward, state.listens
    if forward.kind is not ForwardKind.LOCAL or listen.path or forward.target is None or forward.target.path:
        return ""
    if not listen.port:
        return ""
    reached = Endpoint("127.0.0.1" if listen.host in ("*", "0.0.0.0") else listen.host, listen.port)
    return f"{'https' if forward.target.port in _HTTPS_PORTS else 'http'}://{reached}/"


def looks_like_web(forward: Forward) -> bool:
    """The target's port is one that web servers and notebooks use."""
    return (
        forward.kind is ForwardKind.LOCAL
        and forward.target is not None
        and forward.target.port in (*_HTTP_PORTS, *_HTTPS_PORTS)
    )


def _target(forward: Forward) -> Endpoint:
    assert forward.target is not None, "only a dynamic forward has none"
    return forward.target
