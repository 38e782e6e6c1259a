"""Addresses that other programs hand over: what fills in Quick connect, and what is refused."""

import pytest

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.login_url import LONGEST, read_login_url


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ssh://gate", "ssh://gate"),
        ("ssh://gate/", "ssh://gate"),
        ("SSH://ann@gate:22", "ssh://ann@gate"),
        ("ssh://ann@gate:2222", "ssh://ann@gate:2222"),
        ("ssh://ann@[2001:db8::1]:2222", "ssh://ann@[2001:db8::1]:2222"),
        ("sftp://ann@gate/srv/a%20b", "sftp://ann@gate/srv/a%20b"),
        ("sftp://ann@gate/~/work", "sftp://ann@gate/~/work"),
        ("sftp://gate/%ff", "sftp://gate/%FF"),
        ("ssh://ann%2Bx@gate", "ssh://ann%2Bx@gate"),
    ],
)
def test_user_host_port_and_path_are_understood(text: str, read: str) -> None:
    assert read_login_url(text) == read
    assert read_login_url(read) == read


@pytest.mark.parametrize(
    "text",
    [
        "ssh://-oProxyCommand=x/",
        "ssh://-oProxyCommand=x@gate",
        "ssh://%2DoProxyCommand=x@gate",
        "ssh://%2DoProxyCommand=x",
        "ssh://ann:secret@gate",
        "ssh://ann:a secret@gate",
        "ssh://ann:a://secret@gate",
        "ssh://ann:secret@gate/" + "x" * LONGEST,
        "http://ann:secret@gate",
        "ssh://gate?x=y",
        "ssh://gate#x",
        "ssh://ann;fingerprint=x@gate",
        "ssh://gate:0",
        "ssh://gate:x",
        "ssh://",
        "ssh:gate",
        "gate",
        "",
        "-oProxyCommand=x",
        "http://gate",
        "file:///etc/passwd",
        "javascript://gate/%0aalert(1)",
        "ssh://gate\nx",
        "ssh://ga te",
        "ssh://gate/a%00b",
        "ssh://$(reboot)@gate",
        "ssh://[gate",
        "ssh://ann@gate/" + "x" * LONGEST,
        "ssh://gate/\u202e",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(TowpathError) as refused:
        read_login_url(text)
    assert refused.value.problem.kind is ProblemKind.INVALID
    assert "secret" not in str(refused.value)
