"""A backup: made, read by age(1), put back elsewhere, and refused where it may mean no good."""

import io
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.support.engine import Profiles, ask, do, wait_status
from tests.support.keys import KeyMaker
from tests.support.profile import hop
from tests.support.program import AtTerminal
from tests.support.sshd import Sshd
from towpath.engine import backups
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.engine.own_program import age_command
from towpath.model.browsing import SaveRule
from towpath.model.command import SaveConnection, SaveSettings, Up
from towpath.model.connection import Auth, Connection, Hop, SshConfigLink
from towpath.model.error import ProblemKind
from towpath.model.host_config import BackupMade, BackupRestored, MakeBackup, RestoreBackup
from towpath.model.secret_text import SecretText
from towpath.model.settings import Appearance, Bookmark, Config, FileSettings, HostSettings, Settings
from towpath.model.site_rule import BrowserSettings, Route, SiteRule
from towpath.model.state import Status
from towpath.model.transfer import Place
from towpath.store.age_file import AgeError, decrypted, encrypted
from towpath.store.backup import Backup, KeyFile, NotABackup, is_key_place, pack, unpack

PASSPHRASE = SecretText("correct horse")
RULE = SiteRule(id="rule", pattern="corp.example", route=Route.BLOCK)
KEY = b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"


class Person(msgspec.Struct, frozen=True):
    """Somebody with a home folder, and an engine."""

    engine: Engine
    home: Path

    @property
    def names(self) -> list[str]:
        return [state.connection.name for state in self.engine.snapshot().connections]

    def restore(self, file: Path, *, dry_run: bool = False, passphrase: SecretText = PASSPHRASE) -> BackupRestored:
        command = RestoreBackup(request="r", path=str(file), passphrase=passphrase, dry_run=dry_run)
        return ask(self.engine, command, BackupRestored)

    def refusal(self, file: Path, passphrase: SecretText = PASSPHRASE) -> tuple[ProblemKind, str]:
        problem = do(self.engine, RestoreBackup(request="r", path=str(file), passphrase=passphrase))
        assert problem
        return problem.kind, problem.facts.get("detail", "")


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that is called for the child is the one of this Python."""
    monkeypatch.setattr(sys, "argv", [str(Path(sys.executable).with_name("towpath"))])


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Callable[[str], Person]]:
    """Another one for each name."""
    opened = []

    def start(name: str) -> Person:
        profiles = Profiles(tmp_path / name)
        opened.append(profiles)
        (tmp_path / name / "home" / ".ssh").mkdir(parents=True, mode=0o700)
        return Person(profiles.own(EngineKind.COMMAND_LINE).engine, tmp_path / name / "home")

    yield start
    for profiles in opened:
        profiles.close()


def give_key(of: Person, keys: KeyMaker, passphrase: str = "") -> Path:
    """A key in their ~/.ssh, with its public one."""
    made = keys.key(passphrase=passphrase, name="backed-up")
    path = of.home / ".ssh" / "id_lab"
    path.write_bytes(made.path.read_bytes())
    path.chmod(0o600)
    path.with_name("id_lab.pub").write_bytes(made.public_path.read_bytes())
    return path


def seal(content: bytes, passphrase: str, _command: object = ()) -> bytes:
    """Looks as if a passphrase opened it: making a key of one takes a second or two by design."""
    return b"age-encryption.org/v1\n-> scrypt " + passphrase.encode() + b"\n" + content


def open_sealed(content: bytes, passphrase: str, _command: object) -> bytes:
    begin = seal(b"", passphrase)
    if not content.startswith(begin):
        raise AgeError("it is damaged", wrong_passphrase=True)
    return content.removeprefix(begin)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "encrypted", seal)
    monkeypatch.setattr(backups, "decrypted", open_sealed)


def saved(file: Path, content: bytes) -> Path:
    """A backup with that in it."""
    file.write_bytes(seal(content, PASSPHRASE.value))
    return file


def test_there_and_back(person: Callable[[str], Person], keys: KeyMaker, sshd: Sshd, tmp_path: Path) -> None:
    """Restored elsewhere, the key opens the door again."""
    ann, file = person("ann"), tmp_path / "ann.age"
    key = give_key(ann, keys)
    sshd.authorize(keys.key(name="backed-up"))
    target = hop(sshd, keys.key(name="backed-up"))
    target = replace(target, auth=replace(target.auth, identity_files=(str(key),)))
    place = Place("gate", b"/srv")
    assert do(ann.engine, SaveConnection(connection=Connection(id="gate", name="gate", target=target))) is None
    assert do(ann.engine, SaveRule(rule=RULE)) is None
    settings = Settings(appearance=Appearance.DARK, files=FileSettings(bookmarks=(Bookmark(label="srv", place=place),)))
    assert do(ann.engine, SaveSettings(settings=settings)) is None
    made = ask(ann.engine, MakeBackup(request="r", path=str(file), passphrase=PASSPHRASE), BackupMade)
    assert (made.connections, made.keys, made.left_out) == (1, (str(key),), ())
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"gate" not in file.read_bytes()

    bob = person("bob")
    told = bob.restore(file)
    there = bob.home / ".ssh" / "id_lab"
    assert (told.connections, told.keys) == (("gate",), (str(there),))
    assert there.read_bytes() == key.read_bytes()
    assert [path.stat().st_mode & 0o777 for path in (there, there.with_name("id_lab.pub"))] == [0o600, 0o644]
    snapshot = bob.engine.snapshot()
    assert snapshot.settings.appearance is Appearance.DARK
    assert [bookmark.label for bookmark in snapshot.settings.files.bookmarks] == ["srv"]
    assert snapshot.browser.rules == (RULE,)
    (bob.home / ".ssh" / "known_hosts").write_text(sshd.known_hosts_lines())
    assert do(bob.engine, Up(connection="gate")) is None
    wait_status(bob.engine, "gate", Status.UP)


@pytest.mark.usefixtures("quick")
def test_dry_run_and_twice(person: Callable[[str], Person], keys: KeyMaker, tmp_path: Path) -> None:
    ann, file = person("ann"), tmp_path / "ann.age"
    key = give_key(ann, keys, "locked")
    assert do(ann.engine, SaveConnection(connection=Connection(id="a", name="a", target=Hop(host="a")))) is None
    ask(ann.engine, MakeBackup(request="r", path=str(file), passphrase=PASSPHRASE), BackupMade)
    bob = person("bob")
    there = bob.home / ".ssh" / "id_lab"
    told = bob.restore(file, dry_run=True)
    assert (told.connections, told.keys, bob.names, there.exists()) == (("a",), (str(there),), [], False)
    assert bob.restore(file) == told
    assert there.read_bytes() == key.read_bytes()  # still locked
    assert bob.restore(file) == BackupRestored(connections=(), keys=())


def test_age_reads_it(tmp_path: Path) -> None:
    sealed = encrypted(b"content", PASSPHRASE.value, age_command())
    file, out = tmp_path / "a.age", tmp_path / "out"
    file.write_bytes(sealed)
    with AtTerminal("-d", "-o", str(out), str(file), program=("age",)) as age:
        age.answer("passphrase", PASSPHRASE.value)
        age.end()
    assert out.read_bytes() == b"content"
    for content, passphrase in ((sealed, "wrong"), (sealed[:-1], PASSPHRASE.value)):
        with pytest.raises(AgeError) as refused:
            decrypted(content, passphrase, age_command())
        assert refused.value.wrong_passphrase == (passphrase == "wrong")


@pytest.mark.usefixtures("quick")
def test_on_another_machine(person: Callable[[str], Person], tmp_path: Path) -> None:
    """Paths are those of this home, what followed a file that is not here keeps its values, and nobody has approved
    of commands."""
    target = Hop(host="a", auth=Auth(identity_files=("/home/ann/.ssh/id_x", "~/id_y", "/srv/id_z")))
    followed = Connection(id="a", name="a", target=target, link=SshConfigLink(host="lab"), proxy_command="run me")
    elsewhere = Connection(id="b", name="b", target=target, link=SshConfigLink(host="b", file="/home/ann/lab.conf"))
    settings = Settings(hosts=HostSettings(approved=("proxy-command run me",), follow_new=True))
    config = Config(settings=settings, connections=(followed, elsewhere))
    file = saved(tmp_path / "a.age", pack(Backup(config=config, home="/home/ann")))
    bob = person("bob")
    (bob.home / "lab.conf").write_text("Host b\n")
    bob.restore(file)
    first, second = (state.connection for state in bob.engine.snapshot().connections)
    assert first.target.auth.identity_files == (f"{bob.home}/.ssh/id_x", "~/id_y", "/srv/id_z")
    assert (first.link, first.imported) == (None, True)
    assert second.link == SshConfigLink(host="b", file=f"{bob.home}/lab.conf")
    assert bob.engine.snapshot().settings.hosts == HostSettings(follow_new=True)


@pytest.mark.usefixtures("quick")
def test_nothing_is_replaced(person: Callable[[str], Person], keys: KeyMaker, tmp_path: Path) -> None:
    ann, file = person("ann"), tmp_path / "ann.age"
    give_key(ann, keys)
    theirs = Connection(id="theirs", name="gate", target=Hop(host="a"))
    assert do(ann.engine, SaveConnection(connection=theirs)) is None
    ask(ann.engine, MakeBackup(request="r", path=str(file), passphrase=PASSPHRASE), BackupMade)
    bob = person("bob")
    own = Connection(id="own", name="gate", target=Hop(host="b"))
    assert do(bob.engine, SaveConnection(connection=own)) is None
    settings = replace(bob.engine.snapshot().settings, appearance=Appearance.LIGHT)
    assert do(bob.engine, SaveSettings(settings=settings)) is None
    there = bob.home / ".ssh" / "id_lab"
    there.write_text("mine")
    told = bob.restore(file)
    assert told.connections == ("gate 2",)
    assert there.read_text() == "mine"
    assert [left.text for left in told.left_out] == [str(there)]
    assert bob.names == ["gate", "gate 2"]
    assert bob.engine.snapshot().settings.appearance is Appearance.LIGHT


@pytest.mark.usefixtures("quick")
def test_keys_that_cannot_come_along(person: Callable[[str], Person], keys: KeyMaker, tmp_path: Path) -> None:
    ann, file = person("ann"), tmp_path / "ann.age"
    key = give_key(ann, keys)
    elsewhere = keys.key(name="elsewhere").path
    no_key = ann.home / ".ssh" / "notes"
    no_key.write_text("hello")
    wished = (str(key), str(elsewhere), str(no_key), str(ann.home / "none"))
    command = MakeBackup(request="r", path=str(file), passphrase=PASSPHRASE, keys=wished)
    made = ask(ann.engine, command, BackupMade)
    assert made.keys == (str(key),)
    assert [left.text for left in made.left_out] == list(wished[1:])


@pytest.mark.usefixtures("quick")
def test_refusals(person: Callable[[str], Person], tmp_path: Path) -> None:
    ann, file = person("ann"), saved(tmp_path / "ann.age", pack(Backup(config=Config(), home="/home/ann")))
    assert ann.refusal(file, SecretText("wrong"))[0] is ProblemKind.PASSPHRASE_WRONG
    assert ann.refusal(file, SecretText())[0] is ProblemKind.INVALID
    file.write_bytes(b"anything")
    assert ann.refusal(file)[0] is ProblemKind.BACKUP_UNREADABLE
    assert ann.refusal(saved(file, b"no tar"))[0] is ProblemKind.BACKUP_UNREADABLE
    assert "lie elsewhere" in ann.refusal(saved(file, packed("../id_x")))[1]
    assert ann.refusal(tmp_path / "none")[0] is ProblemKind.FILE_UNREADABLE


def test_no_program(person: Callable[[str], Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the child is told, too, and nothing is written."""
    ann, file = person("ann"), tmp_path / "ann.age"
    monkeypatch.setattr(backups, "age_command", lambda: (sys.executable, "-c", "raise SystemExit(9)"))
    problem = do(ann.engine, MakeBackup(request="r", path=str(file), passphrase=PASSPHRASE))
    assert problem
    assert problem.kind is ProblemKind.FILE_UNWRITABLE
    assert not file.exists()


# --- what a hostile backup could hold


def packed(name: str, content: bytes = KEY, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A backup with this besides."""
    whole = io.BytesIO(pack(Backup(config=Config(), home="/home/ann")))
    with tarfile.open(fileobj=whole, mode="a") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd" if kind != tarfile.REGTYPE else ""
        member.size = len(content) if kind == tarfile.REGTYPE else 0
        tar.addfile(member, io.BytesIO(content))
    return whole.getvalue()


def test_a_key_is_taken() -> None:
    assert [key.path for key in unpack(packed("home/.ssh/id_x")).keys] == [".ssh/id_x"]


@pytest.mark.parametrize(
    "name",
    [
        "/home/.ssh/id_x",
        "home/../../id_x",
        "home/.ssh/../../id_x",
        "home//id_x",
        "home/.bashrc",
        "home/.config/autostart/id_x",
        "home/.ssh/rc",
        "home/.ssh/authorized_keys",
        "home/.ssh/config",
        "home/.ssh/.hidden",
        "home/C:/id_x",
        "home/a\nb",
    ],
)
def test_places_that_are_refused(name: str) -> None:
    with pytest.raises(NotABackup):
        unpack(packed(name))


@pytest.mark.parametrize("content", [b"#!/bin/sh\n", b"", b"ssh-ed25519 AAAA x\n"])
def test_only_keys(content: bytes) -> None:
    with pytest.raises(NotABackup, match="no key"):
        unpack(packed("home/.ssh/id_x", content))
    with pytest.raises(NotABackup, match="no key"):
        unpack(packed("home/.ssh/id_x.pub", content))  # without its private one


def test_links_and_devices() -> None:
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE):
        with pytest.raises(NotABackup, match="link"):
            unpack(packed("home/.ssh/id_x", kind=kind))


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotABackup, match="no key"):
        unpack(packed("home/.ssh/id_x", KEY + b"x" * (1 << 20)))
    with pytest.raises(NotABackup, match="too much"):
        unpack(packed("home/.ssh/id_x", b"x" * (17 << 20)))
    with pytest.raises(NotABackup, match="too much"):
        unpack(packed("towpath.json", b"{}"))  # twice


def test_newer_ones() -> None:
    newer = pack(Backup(config=replace(Config(), version=999), home=""))
    with pytest.raises(NotABackup, match="newer"):
        unpack(newer)


def test_where_keys_lie() -> None:
    assert all(map(is_key_place, (".ssh/id_x", ".ssh/lab/id_x", "keys/id_x", "id_x")))
    assert not any(map(is_key_place, (".x/id", "keys/.x/id", ".ssh/environment", ".id")))


@pytest.mark.usefixtures("quick")
def test_machine_settings_stay(person: Callable[[str], Person], tmp_path: Path) -> None:
    """Nothing that is done with browsers begins by itself."""
    browser = BrowserSettings(router_port=4711, pac_token="token", rules=(RULE,))
    config = Config(settings=Settings(browser=browser, appearance=Appearance.DARK))
    file = saved(tmp_path / "a.age", pack(Backup(config=config, home="", keys=(KeyFile(".ssh/id_x", KEY),))))
    ann = person("ann")
    ann.restore(file)
    settings = ann.engine.snapshot().settings
    assert settings.appearance is Appearance.DARK
    assert (settings.browser.router_port, settings.browser.pac_token) == (0, "")
