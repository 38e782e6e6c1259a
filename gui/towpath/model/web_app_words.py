"""What is said of a web application that was opened, or cannot be."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind
from towpath.model.language import translate
from towpath.model.web_address import WebAddress


def remark_on(address: WebAddress, port: int, *, remembered_machine: str | None) -> str:
    """What the person should know of one that was opened at `port` of this machine; empty for nothing."""
    remarks: list[str] = []
    if address.port != port:
        text = translate("WebApp", "port {asked} is taken on this computer, so it is on {port}")
        remarks.append(text.format(asked=address.port, port=port))
    if remembered_machine is not None:
        text = translate("WebApp", "{host} was taken for {machine}, as the last time")
        remarks.append(text.format(host=address.host, machine=remembered_machine))
    if address.scheme == "https":
        remarks.append(translate("WebApp", "its certificate is for another name, of which the browser may warn"))
    return "; ".join(remarks)


def which_machine(address: WebAddress, connection: Connection) -> Problem:
    """NEEDS_ANSWER: it says this machine, and nobody has said which one that is."""
    question = translate("WebApp", "on which machine is {host}?").format(host=address.host)
    facts = {"question": question, "hint": translate("WebApp", "name it with --machine")}
    return Problem(ProblemKind.NEEDS_ANSWER, connection.name, facts)


def with_advice(
    problem: Problem, address: WebAddress, machine: str, connection: Connection, others: Iterable[Connection]
) -> Problem:
    """The target refuses: what may help. `others` are all connections."""
    if problem.kind is not ProblemKind.TARGET_REFUSES:
        return problem
    if address.is_this_machine and machine:
        hint = _another_way(machine, others)
    elif address.host and not address.is_this_machine:
        text = translate(
            "WebApp",
            "see that it runs; if it listens only on {host} itself, open 127.0.0.1:{port} and choose that machine",
        )
        hint = text.format(host=address.host, port=address.port)
    else:
        text = translate("WebApp", "see that it runs on {machine}; if it is another machine, choose that one")
        hint = text.format(machine=connection.target.host)
    return replace(problem, facts={**problem.facts, "hint": hint})


def _another_way(machine: str, others: Iterable[Connection]) -> str:
    """What listens only on the loopback of another machine can be reached from there alone."""
    there = next((one for one in others if machine in (one.target.host, one.name)), None)
    if there:
        text = translate("WebApp", "it may listen only on {machine} itself: open it through the connection {name}")
        return text.format(machine=machine, name=there.name)
    text = translate(
        "WebApp",
        "it may listen only on {machine} itself: make a connection that leads there, and open it through that;"
        " or say that it is the machine of this connection",
    )
    return text.format(machine=machine)
