"""What is asked about known hosts and stored secrets, and what is done with them."""

from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from tests.engine.fakes import MemorySecrets
from tests.support.engine import Profiles, do
from tests.support.keys import KeyMaker, hashed_known_hosts
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import Command, SetForwardPassword
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, Reported
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.trust import (
    CompareFingerprint,
    FingerprintCompared,
    ForgetKnownHosts,
    ForgetSecrets,
    HostMarker,
    KnownHostLine,
    KnownHostsListed,
    LineNamed,
    ListKnownHosts,
    ListSecrets,
    RevokeHostKey,
    SecretPlace,
    SecretsListed,
    TrustAuthority,
    TrustQuestion,
)

T = TypeVar("T")

LAB = Connection(
    id="lab",
    name="lab",
    jumps=(Hop(host="gate.example", port=2222, auth=Auth(identity_files=("~/.ssh/gate",))),),
    target=Hop(host="inner.example", host_key_alias="inner", known_hosts_files=("~/lab_hosts", "none")),
    forwards=(Forward(id="proxy", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", 1080), user="ann"),),
)
OTHER = Connection(id="other", name="other", target=Hop(host="gate.example", port=2222))


class Asking:
    """An engine on a home of its own, and what it answers."""

    def __init__(self, profiles: Profiles, home: Path) -> None:
        profiles.save(LAB, OTHER)
        self.keyring = MemorySecrets()
        self.ssh = home / ".ssh"
        self.ssh.mkdir(mode=0o700, parents=True)
        self.known_hosts = self.ssh / "known_hosts"
        self.engine: Engine = profiles.own(EngineKind.WINDOW, self.keyring).engine
        self._heard: list[Reported] = []
        self.engine.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        if isinstance(event, Reported):
            self._heard.append(event)

    def ask(self, question: TrustQuestion, kind: type[T]) -> T:
        """The answer, which has come before the end."""
        assert do(self.engine, replace(question, asker="me")) is None
        [heard], self._heard = self._heard, []
        assert (heard.asker, heard.request) == ("me", question.request)
        assert isinstance(heard.report, kind)
        return heard.report

    def lines(self, host: str = "") -> tuple[KnownHostLine, ...]:
        return self.ask(ListKnownHosts(request="1", host=host), KnownHostsListed).lines

    def secrets(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Who uses them, by kind and place."""
        found = self.ask(ListSecrets(request="1"), SecretsListed).secrets
        return {(one.kind, one.place): one.used_by for one in found}

    def problem(self, command: Command) -> Problem:
        problem = do(self.engine, command)
        assert problem is not None
        return problem


@pytest.fixture
def asking(profiles: Profiles, tmp_path: Path) -> Asking:
    return Asking(profiles, tmp_path / "home")


def test_lines_tell_who_uses_them_hashed_or_not(asking: Asking, keys: KeyMaker, tmp_path: Path) -> None:
    key = keys.key(name="host").public_line
    hashed = hashed_known_hosts(f"[gate.example]:2222 {key}\n", tmp_path)
    asking.known_hosts.write_text(f"# mine\n{hashed}unused.example {key}\n*.example,inner {key}\nbroken\n")
    (tmp_path / "home" / "lab_hosts").write_text(f"inner {key}\n")
    report = asking.ask(ListKnownHosts(request="7"), KnownHostsListed)
    ours = [line for line in report.lines if not line.file.startswith("/etc")]
    assert [(Path(line.file).name, line.line, line.used_by) for line in ours] == [
        ("known_hosts", 2, ("lab", "other")),
        ("known_hosts", 3, ()),
        ("known_hosts", 4, ("lab",)),
        ("known_hosts", 5, ()),
        ("lab_hosts", 1, ("lab",)),
    ]
    assert report.files[0] == str(asking.known_hosts)
    assert str(tmp_path / "home" / "lab_hosts") in report.files
    assert [line.line for line in asking.lines("gate.example:2222")] == [2]
    assert asking.lines("elsewhere") == ()


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_shown(
    asking: Asking, keys: KeyMaker, tmp_path: Path
) -> None:
    asking.known_hosts.mkdir()
    (tmp_path / "home" / "lab_hosts").write_text(f"inner {keys.key(name='host').public_line}\n")
    report = asking.ask(ListKnownHosts(request="7"), KnownHostsListed)
    assert [problem.subject for problem in report.problems] == [str(asking.known_hosts)]
    assert "inner" in [line.hosts for line in report.lines]


def test_a_line_is_forgotten_once(asking: Asking, keys: KeyMaker) -> None:
    key = keys.key(name="host").public_line
    asking.known_hosts.write_text(f"one {key}\ntwo {key}\n")
    [line] = asking.lines("one")
    forget = ForgetKnownHosts(lines=(LineNamed(line.file, line.line, line.text),))
    assert do(asking.engine, forget) is None
    assert asking.known_hosts.read_text() == f"two {key}\n"
    assert asking.problem(forget).kind is ProblemKind.FILE_CHANGED


def test_a_fingerprint_is_compared_with_a_host_or_with_all(asking: Asking, keys: KeyMaker) -> None:
    first, second = keys.key(name="host"), keys.key("rsa", name="host")
    lines = [f"one {first.public_line}", f"one {second.public_line}", f"two {first.public_line}", "one ssh-rsa AAAA"]
    asking.known_hosts.write_text("\n".join(lines))

    def compare(host: str) -> tuple[list[int], list[int]]:
        question = CompareFingerprint(request="2", text=f"“{first.fingerprint}”", host=host)
        report = asking.ask(question, FingerprintCompared)
        assert report.understood == first.fingerprint
        return [line.line for line in report.same], [line.line for line in report.other]

    assert compare("one") == ([1], [2])
    assert compare("two:22") == ([3], [])
    assert compare("") == ([1, 3], [])
    assert compare("nowhere") == ([], [])
    problem = asking.problem(CompareFingerprint(request="3", text="no idea"))
    assert problem.kind is ProblemKind.INVALID


def test_an_authority_and_a_revoked_key_are_lines_of_the_users_file(asking: Asking, keys: KeyMaker) -> None:
    line = keys.key(name="authority").public_line
    assert do(asking.engine, TrustAuthority(hosts="*.example", public_line=line)) is None
    assert do(asking.engine, RevokeHostKey(public_line=line)) is None
    assert [(one.marker, one.hosts) for one in asking.lines("x.example")] == [
        (HostMarker.AUTHORITY, "*.example"),
        (HostMarker.REVOKED, "*"),
    ]
    assert asking.problem(TrustAuthority(hosts="", public_line=line)).kind is ProblemKind.INVALID


def test_secrets_tell_who_uses_them_and_are_forgotten(asking: Asking, tmp_path: Path) -> None:
    keyring = asking.keyring
    account, lost = ("password", "nobody@gate.example:2222"), ("passphrase", str(tmp_path / "gone"))
    keyring.kept = {lost: "x"}
    command = SetForwardPassword(connection="lab", forward="proxy", password="for browsers")
    assert do(asking.engine, command) is None
    in_keyring, in_memory = SecretPlace.KEYRING, SecretPlace.SESSION
    assert asking.secrets() == {("forward-password", in_keyring): ("lab",)}, "stored by us, or of use to a connection"
    usual = ("passphrase", str(asking.ssh / "id_ed25519"))
    keyring.kept |= {usual: "y", account: "z"}
    assert asking.secrets() == {
        ("forward-password", in_keyring): ("lab",),
        ("passphrase", in_keyring): ("lab", "other"),
    }
    assert do(asking.engine, ForgetSecrets(secrets=(usual,))) is None
    assert usual not in keyring.kept
    assert asking.secrets() == {("forward-password", in_keyring): ("lab",)}, "only what was named"
    assert do(asking.engine, ForgetSecrets(all=True)) is None
    assert keyring.kept == {lost: "x", account: "z"}, "of others, for all we know"
    assert asking.secrets() == {}
    keyring.problem = Problem(ProblemKind.NO_SAFE_KEYRING, facts={"detail": "it is locked"})
    assert do(asking.engine, command) is None
    assert asking.secrets() == {("forward-password", in_memory): ("lab",)}


def test_a_keyring_that_cannot_be_used_is_told_and_tried_again_when_asked(asking: Asking) -> None:
    assert do(asking.engine, SetForwardPassword(connection="lab", forward="proxy", password="p")) is None
    asking.keyring.problem = locked = Problem(ProblemKind.NO_SAFE_KEYRING, facts={"detail": "it is locked"})
    report = asking.ask(ListSecrets(request="1"), SecretsListed)
    assert (report.problem, [one.missing for one in report.secrets]) == (locked, [False])
    problem = asking.problem(ForgetSecrets(all=True))
    assert (problem.kind, problem.facts["detail"]) == (ProblemKind.KEYRING_FAILED, "it is locked")
    report = asking.ask(ListSecrets(request="1", again=True), SecretsListed)
    assert (report.problem, report.keyring, len(report.secrets)) == (None, "dictionary", 1)
