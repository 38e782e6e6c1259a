"""`ssh gate -t ssh inner`: the way through a gateway that people type where there is no ProxyJump in their fingers.

There the inner ssh runs on the gateway, with the keys and names that live there. As a connection the gateway is a
jump host, and this machine's keys are used: a remark says so.
"""

from __future__ import annotations

import re
import shlex

from msgspec.structs import replace

from towpath.model.language import translate
from towpath.model.ssh_command import as_words
from towpath.model.ssh_options import Option, those_that_count
from towpath.model.typed_command import TypedCommand

_OWN_NETWORK = ("localhost", "127.0.0.1", "::1", "[::1]")
_OF_A_SESSION = ("RequestTTY", "ForwardAgent", "ForwardX11", "ForwardX11Trusted", "GatewayPorts")
"""What the outer ssh has them for is over when its gateway is a jump host; an agent need not be forwarded any more."""
_FORWARDS = ("LocalForward", "RemoteForward", "DynamicForward")


def through(outer: TypedCommand, inner: TypedCommand) -> TypedCommand | None:
    """The inner machine by way of the outer one; None where no jump host can be what the outer ssh is."""
    if inner.first("ProxyCommand") or inner.config_file:
        return None
    gate = outer.host.rpartition("@")[2]
    way = _way(outer, inner)
    if not way:
        return None
    forwards, left_out = _joined(outer, inner)
    settings = tuple((key, value) for key, value in inner.settings if key not in (*_FORWARDS, "ProxyJump"))
    remark = translate(
        "Fact",
        "ssh on {gate} would log in to {host} with the keys and names that live on {gate}. Here {gate} is a jump host,"
        " and this machine's keys are used. If that machine takes none of them, install one there.",
    ).format(gate=gate, host=inner.host)
    remarks = (
        translate("Fact", "{text} of the ssh to {gate} is left out: make a connection to {gate} for it.").format(
            text=text, gate=gate
        )
        for text in left_out
    )
    return replace(
        inner,
        program=outer.program,
        settings=(*way, *settings, *forwards),
        config_file=outer.config_file,
        remarks=(*outer.remarks, remark, *remarks, *inner.remarks),
    )


def _way(outer: TypedCommand, inner: TypedCommand) -> list[Option]:
    """The gateway as a jump host, or as an ssh of its own where it has options that jump hosts cannot be given; empty
    where that is not possible, as there are jump hosts behind it."""
    own = [
        (key, value)
        for key, value in outer.settings
        if key not in (*_FORWARDS, *_OF_A_SESSION, "Port", "User", "ProxyJump")
    ]
    after = [inner.first("ProxyJump")] if inner.first("ProxyJump") else []
    if not own:
        before = [outer.first("ProxyJump")] if outer.first("ProxyJump") else []
        return [("ProxyJump", ",".join([*before, _jump(outer), *after]))]
    said = (option for option in outer.settings if option[0] not in (*_FORWARDS, *_OF_A_SESSION))
    words = as_words(those_that_count(said))
    command = shlex.join(["ssh", *words, outer.host]).replace("%", "%%") + " -W '[%h]:%p'"
    return [] if after else [("ProxyCommand", command)]


def _jump(outer: TypedCommand) -> str:
    user, _, host = outer.host.rpartition("@")
    user = user or outer.first("User")
    port = outer.first("Port")
    bracketed = f"[{host}]" if ":" in host else host
    return (f"{user}@" if user else "") + bracketed + (f":{port}" if port else "")


def _joined(outer: TypedCommand, inner: TypedCommand) -> tuple[list[Option], list[str]]:
    """The inner forwards, and in place of those that listen where an outer one leads: one that does both. Then the
    outer ones that are left."""
    forwards = [option for option in inner.settings if option[0] in _FORWARDS]
    left_out = []
    for key, value in outer.settings:
        if key not in _FORWARDS:
            continue
        joint = next((n for n, option in enumerate(forwards) if _leads_to((key, value), option)), None)
        if joint is None:
            left_out.append(f"{key} {value}")
        else:
            following, (listen, *_) = forwards[joint], value.split(" ")
            target = following[1].split(" ")[1:]
            forwards[joint] = (following[0], " ".join([listen, *target]))
    return forwards, left_out


def _leads_to(outer: Option, inner: Option) -> bool:
    """An outer `8888 localhost:8888` to an inner forward that listens on the gateway's port 8888."""
    if outer[0] != "LocalForward" or inner[0] not in ("LocalForward", "DynamicForward"):
        return False
    host, _, port = outer[1].rpartition(" ")[2].rpartition(":")
    return host in _OWN_NETWORK and bool(re.search(rf"(?:^|:){re.escape(port)}$", inner[1].split(" ")[0]))
