"""Connections as a text for ~/.ssh/config, as OpenSSH's own parser understands it (`ssh -G`)."""

import subprocess
from collections import defaultdict
from pathlib import Path

from msgspec.structs import replace

from towpath.model.connection import (
    X11,
    AddressFamily,
    Algorithms,
    Auth,
    Connection,
    Hop,
    HostKeyPolicy,
    Keepalive,
    Proxy,
    ProxyKind,
)
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.parse import parse_hop
from towpath.model.ssh_config_text import ssh_config_text

KEY = Auth(identity_files=("~/.ssh/a key",), identities_only=True)
GATE = Connection(id="gate", name="gate", target=replace(parse_hop("ann@gate.example:2222"), auth=KEY))
LAB = Connection(
    id="lab",
    name="My lab: 1",
    target=Hop(
        host="fd00::1",
        user="bob",
        host_key_policy=HostKeyPolicy.STRICT,
        algorithms=Algorithms(ciphers=("aes256-ctr",), macs=("hmac-sha2-256",)),
        known_hosts_files=("/keys/100% known", "/etc/known"),
        address_family=AddressFamily.INET6,
        bind_address="::1",
        tcp_keepalive=False,
    ),
    jumps=(GATE.target, Hop(host="middle", user="ann", compression=True), parse_hop("last:2200")),
    forwards=(
        Forward(id="1", listen=Endpoint("127.0.0.1", 8080), target=Endpoint("fd00::2", 80)),
        Forward(id="2", kind=ForwardKind.DYNAMIC, listen=Endpoint("::1", 1080)),
        Forward(id="3", kind=ForwardKind.REMOTE, listen=Endpoint("*", 3838), target=Endpoint.unix("/run/a b")),
        Forward(id="4", listen=Endpoint("127.0.0.1", 0), target=Endpoint("web", 80), label="any"),
    ),
    keepalive=Keepalive(interval=7.5, count=2),
    forward_agent="yes",
    x11=X11.UNTRUSTED,
    send_env=("LANG", "LC_*"),
    set_env=("A=b c", 'Q="'),
    request_tty="force",
    remote_command="date +%s # now",
)


def written(tmp_path: Path, *connections: Connection) -> Path:
    file = tmp_path / "config"
    file.write_text(ssh_config_text(connections).text)
    return file


def ssh_g(file: Path, host: str) -> dict[str, list[str]]:
    done = subprocess.run(["ssh", "-G", "-F", str(file), host], capture_output=True, text=True, timeout=10, check=False)
    assert done.returncode == 0, done.stderr
    found = defaultdict(list)
    for line in done.stdout.splitlines():
        key, _, value = line.partition(" ")
        found[key].append(value)
    return found


def test_ssh_reads_all_of_a_connection(tmp_path: Path) -> None:
    found = ssh_g(written(tmp_path, GATE, LAB), "My-lab-1")
    expected = {
        "hostname": ["fd00::1"],
        "user": ["bob"],
        "stricthostkeychecking": ["true"],
        "ciphers": ["aes256-ctr"],
        "macs": ["hmac-sha2-256"],
        "userknownhostsfile": ["/keys/100% known /etc/known"],
        "addressfamily": ["inet6"],
        "bindaddress": ["::1"],
        "tcpkeepalive": ["no"],
        "proxyjump": ["gate,My-lab-1-jump2,last:2200"],
        "localforward": ["[127.0.0.1]:8080 [fd00::2]:80"],
        "remoteforward": ["[*]:3838 /run/a b"],
        "serveraliveinterval": ["8"],
        "serveralivecountmax": ["2"],
        "forwardagent": ["yes"],
        "forwardx11": ["yes"],
        "forwardx11trusted": ["no"],
        "sendenv": ["LANG", "LC_*"],
        "setenv": ["A=b c", 'Q="'],
        "requesttty": ["force"],
        "remotecommand": ["date +%s # now"],
    }
    assert {key: found[key] for key in expected} == expected
    assert "[::1]:1080" in found["dynamicforward"]  # ssh -G lists Unix sockets there too


def test_a_jump_host_with_settings_has_a_section(tmp_path: Path) -> None:
    file = written(tmp_path, LAB)
    first, second = ssh_g(file, "My-lab-1-jump1"), ssh_g(file, "My-lab-1-jump2")
    assert (first["hostname"], first["port"], first["user"]) == (["gate.example"], ["2222"], ["ann"])
    assert (first["identityfile"], first["identitiesonly"]) == (["~/.ssh/a key"], ["yes"])
    assert (second["hostname"], second["compression"]) == (["middle"], ["yes"])


def test_a_proxy_leads_to_the_first_machine_alone(tmp_path: Path) -> None:
    proxy = Proxy(kind=ProxyKind.SOCKS5, host="::1", port=1080, user="me")
    file = written(tmp_path, replace(LAB, proxy=proxy))
    assert ssh_g(file, "My-lab-1-jump1")["proxycommand"] == ["nc -X 5 -P me -x '[::1]:1080' %h %p"]
    assert "proxycommand" not in ssh_g(file, "My-lab-1")
    direct = written(tmp_path, replace(GATE, proxy_command="connect %h %p"))
    assert ssh_g(direct, "gate")["proxycommand"] == ["connect %h %p"]


def test_names_that_become_the_same_word_stay_apart(tmp_path: Path) -> None:
    file = written(tmp_path, replace(GATE, id="1", name="my lab"), replace(GATE, id="2", name="my@lab", group=""))
    assert ssh_g(file, "my-lab")["hostname"] == ssh_g(file, "my-lab-2")["hostname"] == ["gate.example"]


def test_what_ssh_cannot_do_is_told() -> None:
    told = ssh_config_text([LAB]).left_out
    assert [(one.text, one.why) for one in told] == [("My lab: 1", "the forward any: ssh cannot choose a port")]


def test_a_forward_that_waits_for_a_click_is_told_of_and_left_out(tmp_path: Path) -> None:
    waiting = replace(GATE, forwards=(replace(LAB.forwards[0], enabled=False, label="web"),))
    (told,) = ssh_config_text([waiting]).left_out
    assert told.why == "the forward web: it waits for a click here"
    assert "localforward" not in ssh_g(written(tmp_path, waiting), "gate")


def test_a_user_with_a_blank_or_a_domain(tmp_path: Path) -> None:
    file = written(tmp_path, replace(GATE, target=Hop(host="gate.example", user=r"WORK\ann lee")))
    assert ssh_g(file, "gate")["user"] == [r"WORK\ann lee"]


def test_nothing_is_an_empty_text() -> None:
    assert ssh_config_text([]).text == ""


def test_no_text_becomes_a_line_of_its_own() -> None:
    """Of a file by others, it could be a ProxyCommand."""
    key = Auth(identity_files=("~/.ssh/a\n  ProxyCommand run me",))
    made = ssh_config_text([replace(GATE, target=replace(GATE.target, auth=key)), LAB])
    assert "run me" not in made.text
    assert "Host My-lab-1\n" in made.text
    assert made.left_out[0].text == "gate"
