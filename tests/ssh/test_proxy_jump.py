"""Which ProxyCommands are jumps, and where their target is."""

import os
from pathlib import Path

import pytest

from towpath.model.connection import Auth, Hop, HostKeyPolicy
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.ssh.proxy_jump import Jump, as_jump, parse

INNER = Hop(host="inner.example", port=2200, user="ada", host_key_policy=HostKeyPolicy.STRICT, timeout=7)


def gate(**changes: object) -> Hop:
    values: dict[str, object] = {
        "host": "gate",
        "host_key_policy": HostKeyPolicy.STRICT,
        "timeout": 7.0,
        **changes,
    }
    return Hop(**values)  # type: ignore[arg-type]  # the tests' own values


def jump(command: str, **environment: str) -> Jump | None:
    return as_jump(command, INNER, local_user="me", environment={"PATH": os.environ["PATH"], **environment}, timeout=5)


@pytest.mark.parametrize(
    ("command", "gateway", "target"),
    [
        ("ssh gate -W %h:%p", gate(), "inner.example:2200"),
        ("ssh -W %h:%p gate", gate(), "inner.example:2200"),
        ("ssh -W[%h]:%p gate", gate(), "inner.example:2200"),
        ("ssh -XCW %h:%p gate", gate(compression=True), "inner.example:2200"),
        ("ssh -XCW%h:%p gate", gate(compression=True), "inner.example:2200"),
        ("ssh -q -A -X gate -W %h:22", gate(), "inner.example:22"),
        ("/usr/bin/ssh -aT gate -W %h:%p", gate(), "inner.example:2200"),
        ("exec ssh gate -W %h:%p 2>/dev/null", gate(), "inner.example:2200"),
        ("ssh gate -W %h:%p 2> /dev/null", gate(), "inner.example:2200"),
        ("ssh -p 2222 -l bob gate -W %h:%p", gate(port=2222, user="bob"), "inner.example:2200"),
        ("ssh -p2222 -lbob gate -W %h:%p", gate(port=2222, user="bob"), "inner.example:2200"),
        ("ssh -p 2222 -p 3333 gate -W %h:%p", gate(port=2222), "inner.example:2200"),
        ("ssh %r@gate -W %h:%p", gate(user="ada"), "inner.example:2200"),
        ("ssh -l 100%% gate -W %h:%p", gate(user="100%"), "inner.example:2200"),
        ("ssh -p 1 ssh://carl@gate:3 -p 4 -W %h:%p", gate(user="carl", port=1), "inner.example:2200"),
        ("ssh ssh://gate:3 -p 4 -W %h:%p", gate(port=3), "inner.example:2200"),
        ("ssh ssh://gate -p 4 -W %h:%p", gate(port=4), "inner.example:2200"),
        ("ssh -l bob carl@gate -W %h:%p", gate(user="bob"), "inner.example:2200"),
        ("ssh carl@gate -l bob -W %h:%p", gate(user="carl"), "inner.example:2200"),
        ("ssh ssh://carl@gate:2222 -W %h:%p", gate(user="carl", port=2222), "inner.example:2200"),
        ("ssh 'gate' -W \"%h:%p\"", gate(), "inner.example:2200"),
        (
            "ssh -i ~/.ssh/a -o IdentityFile=/b gate -W %h:%p",
            gate(auth=Auth(identity_files=("~/.ssh/a", "/b"))),
            "inner.example:2200",
        ),
        (
            "ssh -o Port=2222 -oUser=bob -o 'HostKeyAlias the-gate' -o ConnectTimeout=3 gate -W %h:%p",
            gate(port=2222, user="bob", host_key_alias="the-gate", timeout=3.0),
            "inner.example:2200",
        ),
        (
            "ssh -o StrictHostKeyChecking=accept-new -o ControlPath=none -S none gate -W %h:%p",
            gate(host_key_policy=HostKeyPolicy.ACCEPT_NEW),
            "inner.example:2200",
        ),
        ("ssh gate -W `echo 10.0.0.7`:%p", gate(), "10.0.0.7:2200"),
        ("ssh gate -W $(echo 10.0.0.7):%p", gate(), "10.0.0.7:2200"),
        ('ssh gate -W "$(echo 10.0.0.7):22"', gate(), "10.0.0.7:22"),
        ("ssh gate -W $(printf '%%s\\n' a b | awk '{print $1}' | head -n 1):%p", gate(), "a:2200"),
        ("ssh gate -W $(echo $(echo 10.0.0.7)):%p", gate(), "10.0.0.7:2200"),
        ("ssh gate -W $NEAR:%p", gate(), "10.0.0.8:2200"),
        ("ssh gate -W [$(echo fd00::7)]:%p", gate(), "[fd00::7]:2200"),
    ],
)
def test_recognises_a_jump(command: str, gateway: Hop, target: str) -> None:
    found = jump(command, NEAR="10.0.0.8")
    assert found is not None
    assert (found.gateway, str(found.target)) == (gateway, target)


@pytest.mark.parametrize(
    "command",
    [
        "nc %h %p",
        "",
        "ssh gate nc %h %p",
        "ssh gate",
        "ssh -W %h:%p",
        "ssh -W",
        "ssh gate -W %h:%p true",
        "ssh -J other gate -W %h:%p",
        "ssh -F other gate -W %h:%p",
        "ssh -4 gate -W %h:%p",
        "ssh -f gate -W %h:%p",
        "ssh -o ProxyCommand=x gate -W %h:%p",
        "ssh -o UserKnownHostsFile=/dev/null gate -W %h:%p",
        "ssh -o StrictHostKeyChecking=perhaps gate -W %h:%p",
        "ssh -o Port=many gate -W %h:%p",
        "ssh -o User=100%%%% gate -W %h:%p",
        "ssh -o 'User=${NEAR}' gate -W %h:%p",
        "ssh -p 0 gate -W %h:%p",
        "ssh gate:2222 -W %h:%p",
        "ssh `pick-a-gate` -W %h:%p",
        "ssh $GATE -W %h:%p",
        "sshpass ssh gate -W %h:%p",
        "LANG=C ssh gate -W %h:%p",
        "ssh gate -W %h:%p | tee log",
        "ssh gate -W %h:%p; true",
        "ssh gate -W %h:%p && true",
        "ssh gate -W %h:%p 2>log",
        "ssh gate -W %h:%p\ntrue",
        "ssh gate -W 'unfinished",
        "ssh gate -W $(unfinished",
        "ssh gate -W %h:%p # why",
        "ssh '-W' %h:%p gate",
        "ssh -i ~ada/.ssh/a gate -W %h:%p",
        "ssh -- gate -W %h:%p",
    ],
)
def test_everything_else_stays_a_command(command: str) -> None:
    assert jump(command) is None


def test_looks_no_further_than_the_target(tmp_path: Path) -> None:
    """Recognising runs nothing; only the word of the target is given to the shell, and only once."""
    traces = tmp_path / "traces"
    command = f"ssh gate -W $(echo x >> {traces}; echo 10.0.0.7):%p"
    assert parse(command.replace("%p", "22"), INNER)
    assert not traces.exists()
    assert jump(command) == Jump(gate(), Endpoint("10.0.0.7", 2200))
    assert traces.read_text() == "x\n"


def test_the_users_shell_expands(tmp_path: Path) -> None:
    shell = tmp_path / "shell"
    shell.write_text('#!/bin/sh\nNEAR=from.shell exec /bin/sh "$@"\n')
    shell.chmod(0o755)
    assert jump("ssh gate -W $NEAR:%p", SHELL=str(shell)) == Jump(gate(), Endpoint("from.shell", 2200))


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("ssh gate -W $(echo where is it >&2; exit 3):22", "where is it"),
        ("ssh gate -W $(echo a b):22", "no host and port"),
    ],
)
def test_a_target_that_cannot_be_expanded_is_said(command: str, said: str) -> None:
    with pytest.raises(TowpathError) as raised:
        jump(command)
    assert raised.value.problem.kind is ProblemKind.PROXY_COMMAND_FAILED
    assert said in str(raised.value)


def test_a_shell_that_hangs_is_given_up() -> None:
    with pytest.raises(TowpathError) as raised:
        as_jump(
            "ssh gate -W $(sleep 30):22",
            INNER,
            local_user="me",
            environment={"PATH": os.environ["PATH"]},
            timeout=0.2,
        )
    assert "no answer within 0.2 s" in str(raised.value)


@pytest.mark.parametrize("target", ["%h", "%h:%p:%p", "%h:99999", ":22"])
def test_a_target_that_is_no_place_is_said(target: str) -> None:
    with pytest.raises(TowpathError) as raised:
        jump(f"ssh gate -W {target}")
    assert raised.value.problem.kind is ProblemKind.INVALID
