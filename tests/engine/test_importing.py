"""Connections of other programs become ours, and ours a text for others."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.engine.fakes import MemorySecrets
from tests.support.engine import Profiles, ask, do
from tests.support.sites import FILEZILLA, PUTTY_REGISTRY, WINSCP, filezilla, write_putty_sessions
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import SaveConnection
from towpath.model.connection import Connection, Hop
from towpath.model.error import Problem, ProblemKind
from towpath.model.host_config import (
    AnsweredWelcome,
    ConnectionsExported,
    ConnectionsImported,
    ExportConnections,
    ImportSites,
    ProfileFormat,
    ReadSites,
    SiteFormat,
    SitesRead,
)
from towpath.store.importers import read_place

SECRETS = ("pässword", "old secret", "jump secret", "proxy secret")


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


@pytest.fixture
def engine(profiles: Profiles, secrets: MemorySecrets) -> Engine:
    return profiles.own(EngineKind.COMMAND_LINE, secrets).engine


def read(engine: Engine, path: Path | None) -> SitesRead:
    return ask(engine, ReadSites(request="r", path=str(path or "")), SitesRead)


def bring_in(engine: Engine, path: Path, *names: str, passwords: bool = False) -> ConnectionsImported:
    wished = names or tuple(site.name for site in read(engine, path).sites)
    command = ImportSites(request="r", path=str(path), names=wished, passwords=passwords)
    return ask(engine, command, ConnectionsImported)


def connections(engine: Engine) -> dict[str, Connection]:
    return {state.connection.name: state.connection for state in engine.snapshot().connections}


def test_import_once(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "sites.xml"
    file.write_bytes(FILEZILLA)
    assert do(engine, SaveConnection(connection=Connection(id="x", name="Keys", target=Hop(host="elsewhere")))) is None
    imported = bring_in(engine, file, "Box", "Keys")
    assert (len(imported.connections), imported.already, imported.passwords) == (2, 0, 0)
    assert set(connections(engine)) == {"Keys", "Box", "Keys 2"}  # the name was taken
    box = connections(engine)["Box"]
    assert (box.id, box.group, str(box.target)) == (imported.connections[0], "Work / Lab", "ann@box.example.org:2222")
    [bookmark] = engine.snapshot().settings.files.bookmarks
    assert (bookmark.place.connection, bookmark.place.path) == (box.id, "/home/ann é".encode())
    assert [site.name for site in read(engine, file).sites if site.already] == ["Box", "Keys"]
    again = bring_in(engine, file, "Box", "Keys")
    assert (again.connections, again.already) == ((), 2)
    assert all(state.saved for state in engine.snapshot().connections)


@pytest.mark.parametrize(
    ("name", "content"), [("a.xml", FILEZILLA), ("b.ini", WINSCP.encode()), ("c.reg", PUTTY_REGISTRY.encode())]
)
def test_passwords_only_on_request(
    engine: Engine, secrets: MemorySecrets, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    bring_in(engine, file)
    assert secrets.kept == {}
    for live in engine.snapshot().connections:
        assert not any(one in repr(live) for one in SECRETS)
    folder = tmp_path / "profile"
    assert not any(one.encode() in path.read_bytes() for one in SECRETS for path in folder.iterdir() if path.is_file())


def test_passwords_are_found_by_logins(engine: Engine, secrets: MemorySecrets, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(FILEZILLA)
    (tmp_path / "b.ini").write_bytes(WINSCP.encode())
    (tmp_path / "c.reg").write_bytes(PUTTY_REGISTRY.encode())
    kept = [bring_in(engine, tmp_path / name, passwords=True).passwords for name in ("a.xml", "b.ini", "c.reg")]
    assert kept == [2, 1, 1]  # the box of WinSCP is FileZilla's, and there already
    assert secrets.kept == {
        ("password", "ann@box.example.org:2222"): "pässword",
        ("password", "bob@old.example.org:22"): "old secret",
        ("password", "gw@gate:2022"): "jump secret",
        ("proxy-password", "ann@proxy.example.org:1080"): "proxy secret",
    }


def test_no_keyring(engine: Engine, secrets: MemorySecrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "sites.xml"
    file.write_bytes(FILEZILLA)
    secrets.problem = Problem(ProblemKind.NO_SAFE_KEYRING)
    monkeypatch.setattr(secrets, "set", lambda *_: secrets.problem)
    imported = bring_in(engine, file, passwords=True)
    assert len(imported.connections) == 5
    assert imported.passwords == 0
    assert [problem.kind for problem in imported.problems] == [ProblemKind.NO_SAFE_KEYRING]


def test_where_they_are(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    write_putty_sessions(home / ".putty", {"box": {"HostName": "box"}})
    (home / ".config" / "filezilla").mkdir(parents=True)
    servers = "<Server><Host>h</Host><Protocol>1</Protocol><Name>box</Name></Server>"
    (home / ".config" / "filezilla" / "sitemanager.xml").write_bytes(filezilla(servers))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    profiles = Profiles(tmp_path / "2")
    profiles._profile = replace(profiles._profile, home=home)
    try:
        engine = profiles.own(EngineKind.COMMAND_LINE).engine
        found = read(engine, None)
        assert [(site.name, site.format) for site in found.sites] == [
            ("box", SiteFormat.PUTTY),
            ("box 2", SiteFormat.FILEZILLA),
        ]
        command = ImportSites(request="r", path="", names=("box 2",))
        ask(engine, command, ConnectionsImported)
        assert connections(engine)["box 2"].target.host == "h"
        (home / ".config" / "filezilla" / "sitemanager.xml").write_text("<Damaged")
        found = read(engine, None)
        assert [site.name for site in found.sites] == ["box"]
        assert "no XML" in found.left_out[0].why
    finally:
        profiles.close()


def test_refusals(engine: Engine, tmp_path: Path) -> None:
    problem = do(engine, ReadSites(request="r", path="sites.xml"))
    assert problem
    assert problem.kind is ProblemKind.INVALID
    problem = do(engine, ReadSites(request="r", path=str(tmp_path / "none")))
    assert problem
    assert problem.kind is ProblemKind.FILE_UNREADABLE
    (tmp_path / "config").write_text("Host a\n")
    problem = do(engine, ImportSites(request="r", path=str(tmp_path / "config"), names=("a",)))
    assert problem
    assert problem.kind is ProblemKind.SITE_FILE_MALFORMED


def test_export(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "c.reg").write_bytes(PUTTY_REGISTRY.encode())
    ids = bring_in(engine, tmp_path / "c.reg").connections
    quick = Connection(id="quick", name="of Quick connect", target=Hop(host="h"))
    assert do(engine, SaveConnection(connection=quick, save=False)) is None
    out = tmp_path / "out.json"
    command = ExportConnections(request="r", format=ProfileFormat.TOWPATH, path=str(out))
    exported = ask(engine, command, ConnectionsExported)
    assert out.read_text() == exported.text
    assert out.stat().st_mode & 0o777 == 0o600
    assert len(read_place(str(out), lambda path: Path(path).read_bytes()).sites) == len(ids)
    command = ExportConnections(request="r", format=ProfileFormat.TOWPATH, connections=ids[:1])
    exported = ask(engine, command, ConnectionsExported)
    assert len(msgspec.json.decode(exported.text)["connections"]) == 1
    command = ExportConnections(request="r", format=ProfileFormat.SSH_CONFIG, connections=ids[:1])
    assert "HostName box.example.org" in ask(engine, command, ConnectionsExported).text
    problem = do(engine, ExportConnections(request="r", format=ProfileFormat.TOWPATH, connections=("none",)))
    assert problem
    assert problem.kind is ProblemKind.UNKNOWN_CONNECTION


def test_welcome_is_answered(engine: Engine) -> None:
    assert not engine.snapshot().settings.hosts.welcomed
    assert do(engine, AnsweredWelcome()) is None
    assert engine.snapshot().settings.hosts.welcomed
