"""Why a forward is not up, or of no use."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Facts, Sentences


def _port_in_use(subject: str, fact: Facts) -> tuple[str, str, str]:
    holder = fact("holder")
    why = f"{holder} already listens there" if holder else "another program already listens there"
    return f"cannot listen on {subject}", why, "stop it, or choose another port"


def _forwarding_prohibited(subject: str, fact: Facts) -> tuple[str, str, str]:
    via = fact("via") or "the server"
    remark = "" if fact("detail") in ("", "open failed") else f": {fact('detail')}"  # what sshd says of all of them
    if subject == via:  # a proxy's trial, which was meant for no target
        what, why = f"cannot forward through {via}", "it allows no forwarding, or only to some targets"
    else:
        what, why = f"forward to {subject} is refused", f"{via} does not allow forwarding to it"
    return what, why + remark, "ask its administrator for AllowTcpForwarding or PermitOpen"


SENTENCES: Sentences = {
    ProblemKind.PORT_IN_USE: _port_in_use,
    ProblemKind.PORT_PRIVILEGED: lambda s, f: (
        f"cannot listen on {s}",
        "ports below 1024 are reserved for the system",
        "choose a port from 1024 up",
    ),
    ProblemKind.ADDRESS_NOT_LOCAL: lambda s, f: (
        f"cannot listen on {s}",
        "this machine does not have that address",
        "use 127.0.0.1, ::1 or one of its own addresses",
    ),
    ProblemKind.FORWARDING_PROHIBITED: _forwarding_prohibited,
    ProblemKind.TARGET_REFUSES: lambda s, f: (
        f"{s} does not answer",
        (f"{f('via')} says: " if f("via") else "") + (f("detail") or "connection refused"),
        "check that the service runs there and the port is right",
    ),
    ProblemKind.REMOTE_LISTEN_REFUSED: lambda s, f: (
        f"{f('via') or 'the server'} does not listen on {s}",
        f("detail") or "it refused: that port is taken there, or it allows no remote forwards",
        "choose another port, or ask its administrator for AllowTcpForwarding and PermitListen",
    ),
    ProblemKind.LISTENS_NARROWER: lambda s, f: (
        f"{s} cannot be reached from other machines",
        f"{f('via') or 'the server'} listens on {f('bound')} only, though {f('asked')} was asked for",
        "ask its administrator for GatewayPorts clientspecified",
    ),
    ProblemKind.LISTENS_WIDER: lambda s, f: (
        f"{s} can be reached from other machines",
        f"{f('via') or 'the server'} listens on {f('bound')}, though {f('asked')} was asked for (GatewayPorts yes)",
        "make sure that the service behind it may be seen by all",
    ),
    ProblemKind.PROGRAM_NOT_STARTED: lambda s, f: (
        f"cannot start {s}",
        f("detail"),
        "check the forward's program",
    ),
    ProblemKind.TOO_MANY_OPEN_FILES: lambda s, f: (
        f"{s} takes no new connections for now",
        f("detail") or "too many files are open",
        "close programs that use it, or raise the limit of open files (ulimit -n)",
    ),
}
