"""Hosts as they are named after ssh(1), and a connection of what ssh says of one: without a server, and without ssh."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from towpath.model.connection import (
    Auth,
    AuthMethod,
    Connection,
    HostKeyPolicy,
    Keepalive,
    Reconnect,
    SshConfigLink,
)
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.host_config import ResolvedBy
from towpath.ssh.config_connection import MOST_JUMPS, ConnectionReader, ReadConnection, followed
from towpath.ssh.config_host import Destination, Surroundings, destination
from towpath.ssh.ssh_config import Values

HERE = Surroundings(local_user="me", home=Path("/home/me"), environment={"KEYS": "/keys"})
DEFAULTS = {"identityfile": "~/.ssh/id_rsa", "ciphers": "aes128-ctr,aes256-ctr", "user": "me", "port": "22"}


def values(**set_there: str | Sequence[str]) -> Values:
    """As ssh would say them, with its defaults."""
    told = {**DEFAULTS, **set_there}
    lists = {key: [text] if isinstance(text, str) else text for key, text in told.items()}
    return Values(tuple((key, text) for key, texts in lists.items() for text in texts), ResolvedBy.SSH)


def read(link: str = "box", **hosts: Values) -> ReadConnection:
    """What becomes of a host of a file that has these."""

    def find(named: Destination, _: Sequence[str]) -> Values:
        return hosts.get(named.host, values(hostname=named.host))

    return ConnectionReader(HERE, find, values()).connection(SshConfigLink(host=link), "id")[0]


def made(**set_there: str | Sequence[str]) -> Connection:
    return read(box=values(**{"hostname": "10.0.0.7", **set_there})).connection


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("box", Destination("box")),
        ("ann@box", Destination("box", "ann")),
        ("ann@box:2222", Destination("box", "ann", 2222)),
        ("ssh://ann@box:2222/", Destination("box", "ann", 2222)),
        ("::1", Destination("::1")),
        ("[::1]:22", Destination("::1", port=22)),
        ("a b@box", Destination("box", "a b")),
        ("ann@corp@box", Destination("box", "ann@corp")),
        ("naïve", Destination("naïve")),
    ],
)
def test_a_host_is_named_as_after_ssh(text: str, found: Destination) -> None:
    assert destination(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@box",
        "-oProxyCommand=x",
        "ann@-x",
        "$(touch x)",
        "a;b",
        "a`b`",
        "a b",
        "a\nb",
        "box:99999",
        "x;y@box",
        "a -b@box",
    ],
)
def test_what_a_shell_or_ssh_could_take_for_more_is_refused(text: str) -> None:
    with pytest.raises(TowpathError) as raised:
        destination(text)
    assert raised.value.problem.kind is ProblemKind.INVALID


def test_what_ssh_does_by_itself_is_nobodys_choice() -> None:
    hop = made().target
    assert (hop.host, hop.user, hop.port, hop.auth) == ("10.0.0.7", "", 22, Auth())
    assert hop.algorithms.ciphers == ()
    assert made(ciphers="aes256-ctr").target.algorithms.ciphers == ("aes256-ctr",)


def test_tokens_of_key_files_are_replaced_once() -> None:
    files = ("~/.ssh/%n_%r", "${KEYS}/%h", "%d/100%%", "~/plain key")
    hop = made(identityfile=files, user="ann%h").target
    assert hop.auth.identity_files == ("~/.ssh/box_ann%h", "/keys/10.0.0.7", "/home/me/100%", "~/plain key")


@pytest.mark.parametrize(
    ("set_there", "methods"),
    [
        ({}, tuple(AuthMethod)),
        ({"passwordauthentication": "no"}, (AuthMethod.PUBLICKEY, AuthMethod.KEYBOARD_INTERACTIVE)),
        (
            {"preferredauthentications": "gssapi-with-mic,password,publickey"},
            (AuthMethod.PASSWORD, AuthMethod.PUBLICKEY),
        ),
        ({"preferredauthentications": "publickey", "pubkeyauthentication": "false"}, ()),
    ],
)
def test_methods_in_their_order_without_those_switched_off(
    set_there: dict[str, str], methods: tuple[AuthMethod, ...]
) -> None:
    assert made(**set_there).target.auth.methods == methods


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("ask", HostKeyPolicy.ASK),
        ("true", HostKeyPolicy.STRICT),
        ("accept-new", HostKeyPolicy.ACCEPT_NEW),
        ("false", HostKeyPolicy.ACCEPT_NEW),
        ("off", HostKeyPolicy.ACCEPT_NEW),
    ],
)
def test_host_keys_are_never_taken_blindly(text: str, policy: HostKeyPolicy) -> None:
    assert made(stricthostkeychecking=text).target.host_key_policy is policy


def test_the_first_jump_brings_its_own_way_and_the_others_do_not() -> None:
    found = read(
        box=values(hostname="box", proxyjump="one,two"),
        one=values(hostname="1.example", proxyjump="zero", user="ann"),
        two=values(hostname="2.example", proxyjump="nowhere"),
        zero=values(hostname="0.example", port="2200"),
    )
    assert [str(hop) for hop in found.connection.hops] == ["0.example:2200", "ann@1.example", "2.example", "box"]


def test_a_proxy_command_that_is_a_jump_is_one_and_needs_no_approval() -> None:
    found = read(box=values(hostname="box", proxycommand="ssh -q gw -W %h:%p"), gw=values(hostname="gw.example"))
    assert [str(hop) for hop in found.connection.hops] == ["gw.example", "box"]
    assert (found.connection.proxy_command, found.needed) == ("", ())


def test_other_commands_are_needed_as_they_stand_there() -> None:
    found = read(box=values(hostname="box", proxycommand="nc %n %p", knownhostscommand="keys %n"))
    assert found.connection.proxy_command == "nc box %p", "who runs it does not know what was typed"
    assert [one.command.text for one in found.needed] == ["keys %n", "nc %n %p"]


def test_too_long_a_way_is_refused() -> None:
    chain = {f"h{n}": values(hostname=f"h{n}", proxyjump=f"h{n + 1}") for n in range(MOST_JUMPS + 2)}
    with pytest.raises(TowpathError) as raised:
        read("h0", **chain)
    assert raised.value.problem.kind is ProblemKind.SSH_CONFIG_REFUSED


def test_forwards_keep_their_ids_as_long_as_they_listen_there() -> None:
    first = made(
        localforward=("8080 [a]:1", "[::1]:8081 [a]:2"), remoteforward="[*]:9 [localhost]:22", dynamicforward="1080"
    )
    second = made(localforward="8080 [b]:1")
    assert [forward.id for forward in first.forwards] == [
        "config-L-127.0.0.1:8080",
        "config-L-[::1]:8081",
        "config-R-*:9",
        "config-D-127.0.0.1:1080",
    ]
    assert second.forwards[0].id == first.forwards[0].id
    (remark,) = read(box=values(hostname="box", remoteforward="1080 [socks]:0")).remarks
    assert "remoteforward 1080" in remark


def test_what_the_file_says_anew_leaves_what_is_the_users_own() -> None:
    read_once = made(localforward=("8080 [a]:1", "8081 [a]:2"), user="ann", serveraliveinterval="30")
    first, second = read_once.forwards
    own = replace(first, id="mine", listen=Endpoint("127.0.0.1", 9090))
    known = replace(
        read_once,
        id="known",
        name="my box",
        group="Work",
        reconnect=Reconnect(enabled=False),
        sftp_command="sudo sftp-server",
        forwards=(replace(first, label="web", enabled=False), second, own),
    )
    now = followed(known, made(localforward=("8080 [b]:3", "8082 [b]:4"), user="bob"))
    assert (now.id, now.name, now.group, now.target.user) == ("known", "my box", "Work", "bob")
    assert (now.reconnect.enabled, now.sftp_command, now.keepalive) == (False, "sudo sftp-server", Keepalive())
    assert [(one.label, one.enabled, one.listen.port) for one in now.forwards] == [
        ("web", False, 8080),
        ("", True, 8082),
        ("", True, 9090),
    ]
    assert now.forwards[0].target == Endpoint("b", 3)


@pytest.mark.parametrize(
    ("set_there", "found"),
    [
        ({"serveraliveinterval": "0", "serveralivecountmax": "9"}, Keepalive()),
        ({"serveraliveinterval": "30"}, Keepalive(interval=30.0, count=3)),
        ({"serveraliveinterval": "30", "serveralivecountmax": "0"}, Keepalive(interval=30.0, count=1)),
    ],
)
def test_how_often_it_probes(set_there: dict[str, str], found: Keepalive) -> None:
    assert made(**set_there).keepalive == found
