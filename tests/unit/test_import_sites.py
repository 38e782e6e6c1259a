"""Saved connections of other programs, as these write them."""

import base64
from pathlib import Path

import pytest

from tests.support.sites import (
    FILEZILLA,
    PUTTY_REGISTRY,
    WINSCP,
    filezilla,
    read,
    winscp_password,
    write_putty_sessions,
)
from towpath.model.connection import AddressFamily, Connection, Hop, ProxyKind, SshConfigLink
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.host_config import SiteFormat
from towpath.model.secret_text import SecretText
from towpath.store.importers import ParsedSite, ParsedSites, exported, find_sites, is_sites, read_place


def one(found: ParsedSites, name: str) -> ParsedSite:
    """The site of that name."""
    return next(site for site in found.sites if site.site.name == name)


def reasons(found: ParsedSites) -> dict[str, str]:
    """Why each was left out."""
    return {left.text: left.why for left in found.left_out}


def file_content(path: str) -> bytes:
    return Path(path).read_bytes()


# --- PuTTY


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_putty_registry(encoding: str) -> None:
    found = read(PUTTY_REGISTRY.encode(encoding))
    assert [site.site.format for site in found.sites] == [SiteFormat.PUTTY] * len(found.sites)
    work = one(found, "work box").site.connection
    assert str(work.target) == "ann@box.example.org:2222"
    assert [forward.option for forward in work.forwards] == [
        "-L 8080:intranet:80",
        "-D 1080",
        "-R 127.0.0.1:9000:localhost:9000",
        "-D 1081",
    ]
    assert work.target.compression
    assert work.keepalive.interval == 30
    assert work.forward_agent == "yes"
    assert work.target.address_family is AddressFamily.INET
    assert not work.target.auth.use_agent
    assert work.imported
    assert "choose it here" in one(found, "work box").site.remarks[0]
    assert reasons(found) == {
        "a switch": "it is a telnet session",
        "old proxy": "it goes through a SOCKS 4 proxy, which is not possible here",
        "nothing": "it names no machine",
        "bad host": reasons(found)["bad host"],
    }
    assert "not a host name" in reasons(found)["bad host"]


def test_ways_of_putty() -> None:
    found = read(PUTTY_REGISTRY.encode("utf-16"))
    socks = one(found, "socks")
    assert socks.site.connection.proxy
    assert (socks.site.connection.proxy.kind, socks.site.connection.proxy.port) == (ProxyKind.SOCKS5, 1080)
    assert socks.passwords.proxy == SecretText("proxy secret")
    assert socks.site.has_password
    command = one(found, "command").site.connection
    assert command.proxy_command == "connect -H proxy.example.org:3128 %h %p 100%%"
    jump = one(found, "behind").site.connection
    assert [str(hop) for hop in jump.hops] == ["ann@box.example.org:2222", "bob@inner"]
    assert [str(hop) for hop in one(found, "by name").site.connection.hops] == ["gw@gate.example.org:2022", "inner"]


def test_open_ports_of_putty() -> None:
    found = read(
        b"HostName=box\nLocalPortAcceptAll=1\nPortForwardings=L1=a:2,R3=b:4,L127.0.0.1:5=c:6,LX=y:z,Q\n",
        "my%20box",
    )
    (site,) = found.sites
    assert site.site.name == "my box"
    assert [forward.option for forward in site.site.connection.forwards] == ["-L *:1:a:2", "-R 3:b:4", "-L 5:c:6"]
    assert len(site.site.remarks) == 2


def test_putty_folder(tmp_path: Path) -> None:
    write_putty_sessions(
        tmp_path / ".putty", {"caf%C3%A9": {"HostName": "a"}, "two": {"HostName": "b", "Protocol": "raw"}}
    )
    found = read_place(str(tmp_path / ".putty"), file_content)
    assert [site.site.name for site in found.sites] == ["café"]
    assert "two" in reasons(found)
    assert find_sites(tmp_path, {}) == (str(tmp_path / ".putty" / "sessions"),)
    assert find_sites(tmp_path, {"PUTTYSESSIONS": str(tmp_path / "none")}) == ()


def test_other_folders(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"HostName=a\n" + b"x" * (1 << 18))
    (tmp_path / "small").write_bytes(b"HostName=a\n")
    (tmp_path / "noise").write_bytes(b"HostName=a\n\0")
    assert [site.site.name for site in read_place(str(tmp_path), file_content).sites] == ["small"]
    (tmp_path / "small").unlink()
    with pytest.raises(TowpathError, match="no session of PuTTY"):
        read_place(str(tmp_path), file_content)
    (tmp_path / "sitemanager.xml").write_bytes(FILEZILLA)
    assert len(read_place(str(tmp_path), file_content).sites) == 5


def test_loop_of_sessions() -> None:
    loop = (
        '[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\me]\r\n"HostName"="h"\r\n"ProxyMethod"=dword:6\r\n'
    )
    found = read(f'Windows Registry Editor Version 5.00\r\n\r\n{loop}"ProxyHost"="me"\r\n'.encode())
    assert not found.sites
    assert "more than 8" in reasons(found)["me"]


# --- FileZilla


def test_filezilla() -> None:
    found = read(FILEZILLA)
    box = one(found, "Box")
    assert box.site.connection.group == "Work / Lab"
    assert str(box.site.connection.target) == "ann@box.example.org:2222"
    assert box.passwords.target == SecretText("pässword")
    assert box.folder == "/home/ann é".encode()
    assert one(found, "Keys").site.connection.target.auth.identity_files == ("/home/ann/.ssh/id_lab",)
    assert "master password" in one(found, "Locked").site.remarks[0]
    assert not one(found, "Locked").site.has_password
    assert one(found, "old.example.org").passwords.target == SecretText("old secret")
    assert one(found, "Box 2").site.connection.target.host == "other"
    assert reasons(found) == {"Work / Shop": "it is no SFTP site but FTP"}


def test_no_entities() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aa"><!ENTITY c "&a;&a;">]><FileZilla3>&c;</FileZilla3>'
    with pytest.raises(TowpathError) as refused:
        read(bomb)
    assert refused.value.problem.kind is ProblemKind.SITE_FILE_MALFORMED
    assert "document type" in refused.value.problem.facts["detail"]
    with pytest.raises(TowpathError, match="nested more than"):
        read(b"<FileZilla3>" + b"<Folder>" * 5000)


def test_strange_passwords() -> None:
    server = "<Server><Host>h</Host><Protocol>1</Protocol><Pass encoding='base64'>{}</Pass></Server>"
    for text in ("???", base64.b64encode(b"\xff").decode()):
        (site,) = read(filezilla(server.format(text))).sites
        assert not site.site.has_password
        assert "cannot be read" in site.site.remarks[0]


def test_a_password_in_an_unknown_encoding_is_none() -> None:
    server = "<Server><Host>h</Host><Protocol>1</Protocol><Pass encoding='rot13'>frperg</Pass></Server>"
    (site,) = read(filezilla(server)).sites
    assert not site.site.has_password


# --- WinSCP


def test_winscp() -> None:
    found = read(WINSCP.encode())
    box = one(found, "my box").site
    assert box.connection.group == "Work/Lab"
    assert str(box.connection.target) == "ann@box.example.org:2222"
    assert one(found, "my box").passwords.target == SecretText("pässword")
    assert one(found, "my box").folder == b"/srv"
    tunnel = one(found, "tunnel")
    assert [str(hop) for hop in tunnel.site.connection.hops] == ["gw@gate:2022", "inner"]
    assert tunnel.passwords.jump == SecretText("jump secret")
    assert reasons(found) == {"shop": "it is an FTP site", "web": "it is an WebDAV site"}
    assert one(found, "größe").site.connection.target.host == "plain"


def test_winscp_passwords() -> None:
    for password in ("", "x", "y" * 300, "ünï"):
        ini = f"[Sessions\\a]\nHostName=h\nUserName=u\nPassword={winscp_password(password, 'uh')}\n"
        (site,) = read(ini.encode()).sites
        assert site.passwords.target.value == password
        (other,) = read(ini.replace("UserName=u", "UserName=v").encode()).sites
        assert not other.site.has_password
        (locked,) = read(f"[Configuration\\Security]\nUseMasterPassword=1\n{ini}".encode()).sites
        assert not locked.site.has_password
        assert "master password" in locked.site.remarks[0]


def test_winscp_registry() -> None:
    section = "[HKEY_CURRENT_USER\\Software\\Martin Prikryl\\WinSCP 2\\Sessions\\Work/a%20b]"
    found = read(f'REGEDIT4\r\n\r\n{section}\r\n"HostName"="h"\r\n"PortNumber"=dword:000007e6\r\n'.encode())
    assert str(one(found, "a b").site.connection.target) == "h:2022"


# --- Towpath


def test_own_export_comes_back() -> None:
    before = [site.site.connection for site in read(PUTTY_REGISTRY.encode()).sites]
    found = read(exported.export(before).encode())
    after = [site.site.connection for site in found.sites]
    assert [c.id for c in after] != [c.id for c in before]
    assert [(c.name, c.hops, c.forwards, c.proxy) for c in after] == [
        (c.name, c.hops, c.forwards, c.proxy) for c in before
    ]


def test_nothing_of_others_runs_by_itself() -> None:
    forward = Forward(id="f", listen=Endpoint("127.0.0.1", 1), target=Endpoint("a", 2), label="x", program="run me")
    link = SshConfigLink(host="lab", options=("ProxyCommand=run me",))
    before = Connection(id="a", name="a", target=Hop(host="a"), forwards=(forward,), link=link, proxy_command="run me")
    (site,) = read(exported.export([before]).encode()).sites
    after = site.site.connection
    assert (after.forwards[0].program, after.link, after.imported) == ("", None, True)
    assert [remark.partition(":")[2] for remark in site.site.remarks] == [" run me", " run me"]


def test_export_of_others() -> None:
    newer = b'{"towpath-connections": 999, "connections": []}'
    with pytest.raises(TowpathError, match="newer version"):
        read(newer)
    found = read(b'{"towpath-connections": 6, "connections": [{"name": "x", "target": {"host": 1}}, 3]}')
    assert len(found.left_out) == 2
    assert not found.sites


def _export_of(connection: Connection) -> ParsedSites:
    return read(exported.export([connection]).encode())


@pytest.mark.parametrize(
    "target",
    [
        Hop(host="lab\n* ssh-ed25519 AAAA"),
        Hop(host="$(id)"),
        Hop(host="lab", user="-oProxyCommand=x"),
        Hop(host="lab", host_key_alias="lab\n* ssh-ed25519 AAAA"),
        Hop(host="lab", known_hosts_command="/bin/a\n/bin/b"),
    ],
)
def test_what_no_editor_would_take_is_left_out(target: Hop) -> None:
    found = _export_of(Connection(id="1", name="lab", target=target))
    assert not found.sites
    assert len(found.left_out) == 1


# --- all of them


def test_no_more_than_anybody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.store.importers.site.MOST_SITES", 2)
    server = "<Server><Host>h</Host><Protocol>1</Protocol></Server>"
    assert len(read(filezilla(2 * server)).sites) == 2
    with pytest.raises(TowpathError, match="more than 2 connections"):
        read(filezilla(3 * server))


def test_nothing_we_know() -> None:
    for content in (b"", b"Host gate\n  HostName gate.example.org\n", b"\0\0", b"<html></html>", b"{}"):
        with pytest.raises(TowpathError) as refused:
            read(content)
        assert refused.value.problem.kind is ProblemKind.SITE_FILE_MALFORMED
    assert not is_sites(b"Host gate\n  HostName=gate.example.org\n")
    assert all(is_sites(sample) for sample in (FILEZILLA, WINSCP.encode(), PUTTY_REGISTRY.encode("utf-16"), b"{}"))


def test_names_can_be_typed() -> None:
    servers = "".join(
        f"<Server><Host>h</Host><Protocol>1</Protocol><Name>{name}</Name></Server>"
        for name in ("a: b, c", "--help", "x" * 300, "x" * 300, "\u202e", "")
    )
    names = [site.site.name for site in read(filezilla(servers)).sites]
    assert names == ["a b c", "help", "x" * 74, "x" * 74 + " 2", "h", "h 2"]


def test_passwords_hide_themselves() -> None:
    for content in (FILEZILLA, WINSCP.encode(), PUTTY_REGISTRY.encode()):
        shown = repr(read(content))
        assert "pässword" not in shown
        assert "proxy secret" not in shown


def test_a_text_of_several_lines_is_left_out() -> None:
    """Where the connection is exported, its second line would be an option of ssh."""
    login = "<Protocol>1</Protocol><Logontype>5</Logontype><Keyfile>/k\nx</Keyfile>"
    found = read(filezilla(f"<Server><Host>h</Host>{login}</Server>"))
    assert not found.sites
    assert "more than a line" in found.left_out[0].why
