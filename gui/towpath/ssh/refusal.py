"""Why a server did not open a channel, as a problem."""

from __future__ import annotations

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint

REQUEST_REFUSED = 0
"""No reason of the RFC's: the channel was opened, but not what was to run in it."""
ADMINISTRATIVELY_PROHIBITED = 1
CONNECT_FAILED = 2
UNKNOWN_CHANNEL_TYPE = 3
RESOURCE_SHORTAGE = 4
"""Reason codes of RFC 4254 section 5.1."""

_NAME_TEXTS = ("name or service not known", "not known", "name resolution", "nodename nor servname", "no address")
_TIME_TEXTS = ("timed out", "timeout")
_ROUTE_TEXTS = ("unreachable", "no route")


def problem_of_open_failure(code: int, text: str, *, target: Endpoint, via: str) -> Problem:
    """Why a forward's target cannot be reached. `via` is the machine that tried; its `text` is kept in `detail`."""
    subject = str(target)
    facts = {"via": via, "host": target.host, "detail": text}
    if code in (ADMINISTRATIVELY_PROHIBITED, UNKNOWN_CHANNEL_TYPE):
        return Problem(ProblemKind.FORWARDING_PROHIBITED, subject, facts)
    if code == CONNECT_FAILED and _says(text, _NAME_TEXTS):
        return Problem(ProblemKind.NAME_UNKNOWN, subject, facts)
    return Problem(ProblemKind.TARGET_REFUSES, subject, facts)


def problem_of_hop_failure(code: int, text: str, *, target: Endpoint, via: str) -> Problem:
    """The same for the next machine of a chain: which of the ways not to reach it."""
    problem = problem_of_open_failure(code, text, target=target, via=via)
    kind = problem.kind
    if kind is ProblemKind.FORWARDING_PROHIBITED:
        kind = ProblemKind.HOP_FORWARDING_PROHIBITED
    elif kind is ProblemKind.TARGET_REFUSES:
        unreachable = code != CONNECT_FAILED or _says(text, _TIME_TEXTS) or _says(text, _ROUTE_TEXTS)
        kind = ProblemKind.UNREACHABLE if unreachable else ProblemKind.REFUSED
    return Problem(kind, problem.subject, problem.facts)


def problem_of_sftp_failure(code: int, text: str, *, command: str, via: str) -> Problem:
    """Why there is no channel with an SFTP server, by its subsystem or by a `command`."""
    if code != REQUEST_REFUSED:
        return no_channel_left(via, text)
    return Problem(ProblemKind.SFTP_UNAVAILABLE, via, {"detail": f"it does not run {command}"} if command else {})


def problem_of_command_failure(code: int, text: str, *, via: str) -> Problem:
    """Why a command is not run there."""
    if code != REQUEST_REFUSED:
        return no_channel_left(via, text)
    return Problem(ProblemKind.UNSUPPORTED, via, {"detail": "it runs no commands"})


def no_channel_left(via: str, text: str = "") -> Problem:
    """The server opens no more channels of kind `session` on this connection."""
    remark = "" if text in ("", "open failed") else f": {text}"  # what sshd says
    detail = f"it allows no more channels on this connection{remark}"
    return Problem(ProblemKind.SFTP_UNAVAILABLE, via, {"detail": detail})


def problem_out_of_turn(code: int, text: str) -> Problem:
    """For channels that the server itself opened and cannot refuse."""
    return Problem(ProblemKind.INTERNAL, "channel", {"detail": f"refused out of turn: {code} {text}"})


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text.lower() for phrase in phrases)
