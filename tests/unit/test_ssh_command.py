"""The command and the snippet for OpenSSH, as OpenSSH's own parser understands them (`ssh -G`)."""

import itertools
import shlex
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from msgspec.structs import replace

from towpath.engine.own_program import program_for
from towpath.model.connection import (
    Auth,
    AuthMethod,
    Connection,
    Hop,
    HostKeyPolicy,
    Keepalive,
    Proxy,
    ProxyKind,
    SshConfigLink,
)
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Forward, ForwardKind
from towpath.model.parse import parse_forwards, parse_hop, parse_jumps
from towpath.model.ssh_command import ssh_command
from towpath.model.ssh_config_snippet import config_snippet
from towpath.store.paths import usual_folder

LOCAL, REMOTE, DYNAMIC = ForwardKind.LOCAL, ForwardKind.REMOTE, ForwardKind.DYNAMIC
LAB = Connection(id="lab", name="lab", target=parse_hop("ann@inner:2222"))


def forwards(*specs: tuple[ForwardKind, str]) -> list[Forward]:
    numbers = itertools.count()
    return [f for kind, text in specs for f in parse_forwards(kind, text, lambda: str(next(numbers)))]


def ssh_g(*arguments: str, config: str = "none") -> dict[str, list[str]]:
    """What ssh makes of a command line: keyword (in lower case) -> its values."""
    argv = ["ssh", "-G", "-F", config, *arguments]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=10, check=False)
    assert done.returncode == 0, done.stderr
    found = defaultdict(list)
    for line in done.stdout.splitlines():
        key, _, value = line.partition(" ")
        # OpenSSH 10 has no word for what -C sets, other than "no" and "yes".
        found[key].append("yes" if line == "compression UNKNOWN" else value)
    return found


def understood(command: str) -> dict[str, list[str]]:
    program, *arguments = shlex.split(command)
    assert program == "ssh"
    return ssh_g(*arguments)


def as_run(found: dict[str, list[str]]) -> str:
    """The ProxyCommand as ssh runs it, but for %h and %p."""
    (command,) = found["proxycommand"]
    return command.replace("%%", "%")


def test_a_plain_connection_is_a_plain_command() -> None:
    plain = Connection(id="x", name="x", target=Hop(host="inner"), keepalive=Keepalive(interval=0))
    assert ssh_command(plain, []) == "ssh -N inner"


def test_ssh_understands_the_way_and_every_setting(tmp_path: Path) -> None:
    keys = (str(tmp_path / "a key"), str(tmp_path / "b"))
    for key in keys:  # ssh forgets an -i that is not there
        Path(key).touch()
    auth = Auth(
        identity_files=keys,
        certificate_files=("/keys/a-cert.pub",),
        use_agent=False,
        identities_only=True,
        methods=(AuthMethod.PASSWORD, AuthMethod.PUBLICKEY),
    )
    target = replace(
        LAB.target,
        auth=auth,
        compression=True,
        host_key_alias="known",
        host_key_policy=HostKeyPolicy.STRICT,
        timeout=7.5,
    )
    connection = replace(LAB, target=target, jumps=parse_jumps("gate,bob@[::1]:2200"))
    found = understood(ssh_command(connection, []))
    expected = {
        "hostname": ["inner"],
        "port": ["2222"],
        "user": ["ann"],
        "proxyjump": ["gate,bob@[::1]:2200"],
        "identityfile": list(keys),
        "certificatefile": ["/keys/a-cert.pub"],
        "identityagent": ["none"],
        "identitiesonly": ["yes"],
        "preferredauthentications": ["password,publickey"],
        "compression": ["yes"],
        "hostkeyalias": ["known"],
        "stricthostkeychecking": ["true"],
        "connecttimeout": ["8"],
        "serveraliveinterval": ["15"],
        "serveralivecountmax": ["3"],
        "sessiontype": ["none"],
    }
    assert {key: found[key] for key in expected} == expected


def test_ssh_understands_every_kind_of_forward() -> None:
    given = forwards(
        (LOCAL, "8888-8889:db:5432-5433"),
        (LOCAL, "*:7000:[fd00::1]:80"),
        (LOCAL, "/tmp/here:/run/there"),
        (REMOTE, "3838:127.0.0.1:22"),
        (REMOTE, "*:0:web:80"),
        (DYNAMIC, "[::1]:1080"),
    )
    found = understood(ssh_command(LAB, given))
    assert found["localforward"] == [
        "[127.0.0.1]:8888 [db]:5432",
        "[127.0.0.1]:8889 [db]:5433",
        "[*]:7000 [fd00::1]:80",
        "/tmp/here /run/there",
    ]
    assert found["remoteforward"] == ["[localhost]:3838 [127.0.0.1]:22", "[*]:0 [web]:80"]
    assert "[::1]:1080" in found["dynamicforward"]  # ssh -G lists Unix sockets there too
    assert found["exitonforwardfailure"] == ["yes"]


def test_a_local_port_that_the_system_chooses_has_no_command() -> None:
    with pytest.raises(TowpathError) as refused:
        ssh_command(LAB, forwards((LOCAL, "web=0:web:80")))
    assert refused.value.problem.kind is ProblemKind.INVALID
    assert refused.value.problem.subject == "web"


def test_what_jump_hosts_cannot_be_told_becomes_an_ssh_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a key").touch()
    key = Auth(identity_files=(str(tmp_path / "a key"),))
    jumps = (replace(parse_hop("gate:2200"), auth=key), replace(parse_hop("bob@middle"), compression=True))
    proxy = Proxy(kind=ProxyKind.SOCKS5, host="::1", port=1080, user="me")
    last = understood(ssh_command(replace(LAB, jumps=jumps, proxy=proxy), []))
    program, *arguments = shlex.split(as_run(last))
    assert program == "ssh"
    assert arguments[-3:] == ["bob@middle", "-W", "[%h]:%p"]
    middle = ssh_g(*arguments[:-2])
    assert (middle["user"], middle["compression"]) == (["bob"], ["yes"])
    program, *arguments = shlex.split(as_run(middle))
    assert arguments[-2:] == ["-W", "[%h]:%p"]
    gate = ssh_g(*arguments[:-2])
    assert (gate["port"], gate["identityfile"]) == (["2200"], list(key.identity_files))
    assert gate["proxycommand"] == ["nc -X 5 -P me -x '[::1]:1080' %h %p"]


def test_what_follows_an_ssh_config_is_named_and_not_repeated() -> None:
    of_file = forwards((LOCAL, "7000:web:80"))[0]
    own = forwards((LOCAL, "7001:web:81"))
    link = SshConfigLink(host="ann@lab", file="/other config", options=("Port=2222", 'IdentityFile="/a key"'))
    linked = replace(LAB, link=link)
    told = ssh_command(linked, [replace(of_file, id="config-L-127.0.0.1:7000"), *own])
    assert told == (
        "ssh -N -o ExitOnForwardFailure=yes -L 127.0.0.1:7001:web:81"
        " -F '/other config' -p 2222 -o 'IdentityFile=\"/a key\"' ann@lab"
    )


def test_of_what_was_said_twice_the_first_is_written() -> None:
    said = ("AddressFamily=inet", "AddressFamily=inet6", "IdentityFile=/a", "IdentityFile=/b", "Port=1", "Port=2")
    told = ssh_command(replace(LAB, link=SshConfigLink(host="lab", options=said)), [])
    assert told == "ssh -N -4 -i /a -i /b -p 1 lab"


def test_a_proxy_command_stays_as_it_is() -> None:
    command = "nc -X connect 'a proxy' %h %p"
    assert understood(ssh_command(replace(LAB, proxy_command=command), []))["proxycommand"] == [command]


def test_ssh_reads_the_snippet(tmp_path: Path) -> None:
    forward = forwards((LOCAL, "8080:intranet:80"), (LOCAL, "8081:127.0.0.1:80"), (LOCAL, "8082:intranet:81"))
    file = tmp_path / "config"
    file.write_text(
        config_snippet(replace(LAB, name="my lab", forwards=tuple(forward)), ("/opt/tow path", "--config", "/p q"))
    )
    itself = ssh_g("my-lab", config=str(file))
    assert (itself["hostname"], itself["port"], itself["user"]) == (["127.0.0.1"], ["2222"], ["ann"])
    assert itself["hostkeyalias"] == ["[inner]:2222"]
    assert itself["proxycommand"] == ["'/opt/tow path' --config '/p q' stdio 'my lab' %h %p"]
    behind = ssh_g("intranet", config=str(file))
    assert behind["proxycommand"] == itself["proxycommand"]
    assert "proxycommand" not in ssh_g("elsewhere", config=str(file))


def test_a_percent_sign_in_a_name_is_not_expanded_by_ssh() -> None:
    assert "towpath stdio 100%%h %h %p" in config_snippet(replace(LAB, name="100%h"), ("towpath",))


def test_another_profile_is_named_in_the_snippet(tmp_path: Path) -> None:
    usual = usual_folder()
    assert "--config" not in program_for(usual)
    assert program_for(tmp_path)[1:] == ("--config", str(tmp_path))
