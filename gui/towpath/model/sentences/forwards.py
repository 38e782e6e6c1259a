"""Why a forward is not up, or of no use."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Saying, Sentences


def _port_in_use(say: Saying) -> tuple[str, str, str]:
    why = say("{holder} already listens there") if say["holder"] else say("another program already listens there")
    return say("cannot listen on {subject}"), why, say("stop it, or choose another port")


def _forwarding_prohibited(say: Saying) -> tuple[str, str, str]:
    via = say["via"] or say("the server")
    remark = "" if say["detail"] in ("", "open failed") else say(": {detail}")  # what sshd says of all of them
    if say["subject"] == via:  # a proxy's trial, which was meant for no target
        what, why = (
            say("cannot forward through {via}", via=via),
            say("it allows no forwarding, or only to some targets"),
        )
    else:
        what, why = say("forward to {subject} is refused"), say("{via} does not allow forwarding to it", via=via)
    return what, why + remark, say("ask its administrator for AllowTcpForwarding or PermitOpen")


SENTENCES: Sentences = {
    ProblemKind.PORT_IN_USE: _port_in_use,
    ProblemKind.PORT_PRIVILEGED: lambda say: (
        say("cannot listen on {subject}"),
        say("ports below 1024 are reserved for the system"),
        say("choose a port from 1024 up"),
    ),
    ProblemKind.ADDRESS_NOT_LOCAL: lambda say: (
        say("cannot listen on {subject}"),
        say("this machine does not have that address"),
        say("use 127.0.0.1, ::1 or one of its own addresses"),
    ),
    ProblemKind.FORWARDING_PROHIBITED: _forwarding_prohibited,
    ProblemKind.TARGET_REFUSES: lambda say: (
        say("{subject} does not answer"),
        (say("{via} says: ") if say["via"] else "") + (say["detail"] or say("connection refused")),
        say["hint"] or say("check that the service runs there and the port is right"),
    ),
    ProblemKind.REMOTE_LISTEN_REFUSED: lambda say: (
        say("{via} does not listen on {subject}", via=say["via"] or say("the server")),
        say["detail"] or say("it refused: that port is taken there, or it allows no remote forwards"),
        say("choose another port, or ask its administrator for AllowTcpForwarding and PermitListen"),
    ),
    ProblemKind.LISTENS_NARROWER: lambda say: (
        say("{subject} cannot be reached from other machines"),
        say("{via} listens on {bound} only, though {asked} was asked for", via=say["via"] or say("the server")),
        say("ask its administrator for GatewayPorts clientspecified"),
    ),
    ProblemKind.LISTENS_WIDER: lambda say: (
        say("{subject} can be reached from other machines"),
        say(
            "{via} listens on {bound}, though {asked} was asked for (GatewayPorts yes)",
            via=say["via"] or say("the server"),
        ),
        say("make sure that the service behind it may be seen by all"),
    ),
    ProblemKind.PROGRAM_NOT_STARTED: lambda say: (
        say("cannot start {subject}"),
        say["detail"],
        say("check the forward's program"),
    ),
    ProblemKind.TOO_MANY_OPEN_FILES: lambda say: (
        say("{subject} takes no new connections for now"),
        say["detail"] or say("too many files are open"),
        say("close programs that use it, or raise the limit of open files (ulimit -n)"),
    ),
}
