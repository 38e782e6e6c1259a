"""The demo's machines as OpenSSH's own programs see them, and what is left when the demo ends."""

import re
import socket
import threading
from pathlib import Path
from typing import cast

import paramiko
import pytest

from tests.demo.visitor import GET, SECONDS, Visitor
from tests.support import process
from tests.support.askpass import Askpass
from tests.support.wait import wait_for
from towpath.demo.accounts import PASSWORD, PASSWORD_USER
from towpath.demo.intranet import INNER_NAME, INTRANET_NAME, THIS_COMPUTER, UnknownNameError
from towpath.demo.lab import NOTEBOOK_PORT, Lab
from towpath.demo.machine import _join


def test_the_key_opens_the_way_to_the_intranet(visitor: Visitor) -> None:
    done = visitor.ssh("-W", f"{INTRANET_NAME}:80", "gateway", stdin=GET)
    assert done.returncode == 0, done.stderr
    assert b"You are on the intranet" in done.stdout
    assert INTRANET_NAME.encode() in done.stdout


def test_password_and_code_are_asked_together_and_the_code_is_told(lab: Lab, visitor: Visitor) -> None:
    code = lab.gateway.accounts.codes.current()
    worked, prompts = visitor.log_in([PASSWORD, code], "first")
    assert worked
    assert [prompt.split(")")[-1].strip() for prompt in prompts] == ["Password:", "One-time code:"]
    verbose = visitor.ssh("-l", PASSWORD_USER, "gateway", env=Askpass(visitor.folder / "hint", ["", ""]).env)
    assert f"your one-time code is {lab.gateway.accounts.codes.current()}" in verbose.stderr.decode()


def test_a_code_works_once_and_a_wrong_password_uses_none_up(lab: Lab, visitor: Visitor) -> None:
    codes = lab.gateway.accounts.codes
    logins, used, code = lab.gateway.logins, codes.used, codes.current()
    assert not visitor.log_in(["wrong", code], "wrong-password")[0]
    assert codes.current() == code
    assert visitor.log_in([PASSWORD, code], "right")[0]
    assert not visitor.log_in([PASSWORD, code], "again")[0]
    assert (lab.gateway.logins, codes.used) == (logins + 1, used + 1)


@pytest.mark.parametrize("user", [PASSWORD_USER, "nobody-here"])
def test_the_key_opens_only_its_own_account(visitor: Visitor, user: str) -> None:
    done = visitor.ssh("-l", user, "-o", "BatchMode=yes", "-W", f"{INTRANET_NAME}:80", "gateway", stdin=GET)
    assert done.returncode == 255
    assert b"Permission denied" in done.stderr


def test_the_inner_machine_is_behind_the_gateway_only(visitor: Visitor) -> None:
    through = visitor.ssh("-W", f"localhost:{NOTEBOOK_PORT}", INNER_NAME, stdin=GET)
    assert through.returncode == 0, through.stderr
    assert INNER_NAME.encode() in through.stdout
    # Its services are not the gateway's.
    assert visitor.ssh("-W", f"localhost:{NOTEBOOK_PORT}", "gateway", stdin=GET).returncode == 255
    assert visitor.ssh("-W", f"{INTRANET_NAME}:80", INNER_NAME, stdin=GET).returncode == 255


def test_names_are_known_to_the_gateway_alone(visitor: Visitor) -> None:
    for target in (f"{INTRANET_NAME}:81", "nowhere.corp:80", "127.0.0.1:22"):
        done = visitor.ssh("-W", target, "gateway", stdin=GET)
        assert done.returncode == 255
        assert b"open failed: connect failed" in done.stderr


def test_a_port_of_the_gateway_leads_to_this_computer(lab: Lab, visitor: Visitor) -> None:
    """Reached from the gateway's own side, which is what `-W` through it is; port 0 is any, and each frees its own."""
    lab.gateway.listen(81, lambda connection: connection.close())
    remote = [
        option
        for listen in ("8080", "127.0.0.1:0", "81", "0.0.0.0:8081")
        for option in ("-R", f"{listen}:{lab.own_page}")
    ]
    holding = visitor.start("-N", *remote, "gateway")

    def told() -> list[tuple[str, str]]:
        return re.findall("Allocated port ([0-9]+) for|remote port forwarding failed for listen port ([0-9]+)", tail())

    def tail() -> str:
        return process.tail(visitor.folder / "log")

    wait_for(lambda: len(told()) == 3, what=tail)
    assert [refused for _, refused in told() if refused] == ["81", "8081"]
    allocated = next(port for port, _ in told() if port)
    for port in ("8080", allocated):
        seen = visitor.ssh("-W", f"localhost:{port}", "gateway", stdin=GET)
        assert THIS_COMPUTER.encode() in seen.stdout, seen.stderr
    process.stop(holding)
    wait_for(lambda: not answers(lab, 8080), what="the port to be free again")
    assert visitor.ssh("-W", f"localhost:{allocated}", "gateway", stdin=GET).returncode == 255


@pytest.mark.expects_log("open FAILED: open failed: Administratively prohibited")  # asked between the end at both sides
def test_a_port_is_freed_on_request(lab: Lab, visitor: Visitor) -> None:
    listen = f"8082:{lab.own_page}"
    control = ["-o", f"ControlPath={visitor.folder / 'control'}"]
    holding = visitor.start("-N", "-o", "ControlMaster=yes", *control, "-R", listen, "gateway")
    wait_for(lambda: answers(lab, 8082), what="the port to be taken")
    cancelled = visitor.ssh(*control, "-O", "cancel", "-R", listen, "gateway")
    assert cancelled.returncode == 0, cancelled.stderr
    wait_for(lambda: not answers(lab, 8082), what="the port to be free again")
    process.stop(holding)


def test_a_visitor_who_leaves_in_the_middle_is_let_go() -> None:
    class Left:
        """A channel of theirs, when nothing can be sent any more."""

        def recv(self, count: int) -> bytes:
            return b""

        def shutdown_read(self) -> None:
            """Nothing comes anyway."""

        def shutdown_write(self) -> None:
            raise EOFError

        close = shutdown_write

    inner, service = socket.socketpair()
    with service:
        service.shutdown(socket.SHUT_WR)
        _join(cast("paramiko.Channel", Left()), inner)
        assert service.recv(1) == b""
    assert inner.fileno() == -1


def test_nothing_is_left_when_the_demo_ends(lab: Lab, tmp_path: Path) -> None:
    """Even while somebody is connected and idle."""
    before = demo_threads()
    with Lab() as short:
        port = short.port
        visitor = Visitor(short, tmp_path)
        idle = visitor.start("-N", INNER_NAME)
        wait_for(lambda: short.inner.logins == 1, what=lambda: process.tail(tmp_path / "log"))
        assert demo_threads() > before
    assert idle.wait(SECONDS) == 255
    assert not short.home.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    wait_for(lambda: demo_threads() <= before, what=lambda: f"these to end: {demo_threads() - before}")


def answers(lab: Lab, port: int) -> bool:
    """Whether something listens on the gateway's loopback."""
    try:
        lab.gateway.connect("localhost", port).close()
    except (UnknownNameError, ConnectionRefusedError):
        return False
    return True


def demo_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("towpath-demo")}
