"""Host keys: the verdicts of OpenSSH's ssh on the same files, and what is written."""

import base64
import dataclasses
import shlex
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import paramiko
import pytest

from tests.support.keys import KeyFile, KeyMaker, hashed_known_hosts
from tests.support.sshd import Sshd
from towpath.model.connection import Hop, HostKeyPolicy
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.prompt import Accept, Answer, Asked, HostKeyAsked, Refuse
from towpath.ssh import host_certificate
from towpath.ssh.hostkeys import HostKey, KnownHosts, Verdict, default_files, verify
from towpath.ssh.key_facts import describe
from towpath.ssh.known_hosts_lines import names, place_name

HOST, PORT = "gate.example", 2222
HAND_OVER = (
    "import socket, sys; "
    'server = socket.create_connection(("127.0.0.1", int(sys.argv[1]))); '
    'socket.send_fds(socket.socket(fileno=1), [b"1"], [server.fileno()])'
)
SSH_VERDICTS = {
    "REVOKED HOST KEY DETECTED": Verdict.REVOKED,
    "HOST IDENTIFICATION HAS CHANGED": Verdict.CHANGED,
    "host key is known for": Verdict.NEW,
    "Permission denied": Verdict.KNOWN,
}


@dataclasses.dataclass(frozen=True)
class Keys:
    """The server's own key, others it does not have, and authorities; each as `TYPE BASE64`."""

    own: str
    other: str
    rsa: str
    authority: str
    other_authority: str


def public(key: KeyFile) -> str:
    return " ".join(key.public_line.split()[:2])


@pytest.fixture(scope="module")
def authority(keys: KeyMaker) -> KeyFile:
    return keys.key(name="authority")


@pytest.fixture(scope="module")
def some(sshd: Sshd, keys: KeyMaker, authority: KeyFile) -> Keys:
    return Keys(
        own=sshd.host_key_line(),
        other=public(keys.key(name="impostor")),
        rsa=public(keys.key("rsa", name="impostor")),
        authority=public(authority),
        other_authority=public(keys.key(name="other-authority")),
    )


@pytest.fixture
def certified(tmp_path: Path, keys: KeyMaker, authority: KeyFile) -> Iterator[Callable[..., Sshd]]:
    """Starts a server that shows a host certificate."""
    with ExitStack() as running:

        def start(
            *principals: str, validity: str = "-5m:+1d", ca: KeyFile = authority, key_type: str = "ed25519"
        ) -> Sshd:
            certificate = keys.certificate(
                keys.key(key_type, name="certified-host"),
                ca=ca,
                principals=principals,
                validity=validity,
                host=True,
            )
            extra = f"HostKey {certificate.path}\nHostCertificate {certificate.certificate_path}"
            return running.enter_context(Sshd(tmp_path, host_key_types=(), extra=extra))

        yield start


def ssh_verdict(server: Sshd, files: Sequence[Path], host: str, port: int, alias: str) -> Verdict:
    """What ssh itself says. A script hands it a socket of the server, so that any name and port can be played."""
    options = {
        "ProxyCommand": f"{shlex.quote(sys.executable)} -ISc {shlex.quote(HAND_OVER)} {server.port}",
        "ProxyUseFdpass": "yes",
        "UserKnownHostsFile": " ".join(map(str, files)),
        "GlobalKnownHostsFile": "none",
        "StrictHostKeyChecking": "yes",
        "PreferredAuthentications": "none",
        "BatchMode": "yes",
    }
    if alias:
        options["HostKeyAlias"] = alias
    argv = ["ssh", "-F", "none", "-p", str(port)]
    for name, value in options.items():
        argv += ["-o", f"{name}={value}"]
    done = subprocess.run(
        [*argv, "--", host],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    said = [verdict for text, verdict in SSH_VERDICTS.items() if text in done.stderr]
    assert said, done.stderr
    return said[0]


def shown_key(server: Sshd, known: KnownHosts, host: str, port: int, alias: str) -> paramiko.PKey:
    """The key the server shows when our order of algorithms is proposed to it."""
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=10) as connected,
        closing(paramiko.Transport(connected)) as transport,
    ):
        order = known.algorithms(host, port, alias, transport.get_security_options().key_types)
        transport.get_security_options().key_types = order
        transport.start_client(timeout=10)
        return transport.get_remote_server_key()


def our_verdict(server: Sshd, files: Sequence[Path], host: str, port: int, alias: str) -> Verdict:
    known = KnownHosts(files, files[0])
    key = shown_key(server, known, host, port, alias)
    return known.check(host, port, alias, HostKey.shown_by(key)).verdict


@dataclasses.dataclass(frozen=True)
class Case:
    """One known_hosts file (`lines`, with Keys' fields in braces) and how the machine is called."""

    name: str
    lines: str
    expected: Verdict
    host: str = HOST
    port: int = PORT
    alias: str = ""
    second_file: str = ""
    hashed: bool = False


CASES = [
    Case("empty", "", Verdict.NEW),
    Case("own key", "[gate.example]:2222 {own}\n", Verdict.KNOWN),
    Case("no newline at the end", "[gate.example]:2222 {own}", Verdict.KNOWN),
    Case("carriage return", "[gate.example]:2222 {own}\r\n", Verdict.KNOWN),
    Case("comment after the key", "[gate.example]:2222 {own} root@gate # its key\n", Verdict.KNOWN),
    Case("tabs", "\t[gate.example]:2222\t{own}\n", Verdict.KNOWN),
    Case("commented out", "#[gate.example]:2222 {own}\n", Verdict.NEW),
    Case("another host", "[other.example]:2222 {own}\n", Verdict.NEW),
    Case("another port", "[gate.example]:22222 {own}\n", Verdict.NEW),
    Case("changed", "[gate.example]:2222 {other}\n", Verdict.CHANGED),
    Case("old and new key", "[gate.example]:2222 {other}\n[gate.example]:2222 {own}\n", Verdict.KNOWN),
    Case("only another type", "[gate.example]:2222 {rsa}\n", Verdict.CHANGED),
    Case("another type and changed", "[gate.example]:2222 {rsa}\n[gate.example]:2222 {other}\n", Verdict.CHANGED),
    Case("plain name at another port", "gate.example {own}\n", Verdict.KNOWN),
    Case("other key of the plain name", "gate.example {other}\n", Verdict.NEW),
    Case("revoked under the plain name", "@revoked gate.example {own}\n", Verdict.REVOKED),
    Case("port 22", "gate.example {own}\n", Verdict.KNOWN, port=22),
    Case("port 22 in brackets", "[gate.example]:22 {own}\n", Verdict.NEW, port=22),
    Case("port 22 changed", "gate.example {other}\n", Verdict.CHANGED, port=22),
    Case("upper case in the file", "[GATE.Example]:2222 {own}\n", Verdict.KNOWN),
    Case("upper case typed", "[gate.example]:2222 {own}\n", Verdict.KNOWN, host="GATE.example"),
    Case("several names", "a.example,[gate.example]:2222,b.example {own}\n", Verdict.KNOWN),
    Case("wildcard", "[*.example]:2222 {own}\n", Verdict.KNOWN),
    Case("wildcard changed", "[*.example]:* {other}\n", Verdict.CHANGED),
    Case("question mark", "gat?.example {own}\n", Verdict.KNOWN, port=22),
    Case("question mark needs a character", "gate?.example {own}\n", Verdict.NEW, port=22),
    Case("brackets are no class", "[fg]ate.example {own}\n", Verdict.NEW, port=22),
    Case("negated", "*.example,!gate.example {own}\n", Verdict.NEW, port=22),
    Case("negated first", "!gate.example,*.example {own}\n", Verdict.NEW, port=22),
    Case("another is negated", "*.example,!x.example {own}\n", Verdict.KNOWN, port=22),
    Case("only negated", "!x.example {own}\n", Verdict.NEW, port=22),
    Case("hashed", "[gate.example]:2222 {own}\n", Verdict.KNOWN, hashed=True),
    Case("hashed and changed", "[gate.example]:2222 {other}\n", Verdict.CHANGED, hashed=True),
    Case("hashed plain name", "gate.example {own}\n", Verdict.KNOWN, hashed=True),
    Case("hashed, upper case typed", "gate.example {own}\n", Verdict.KNOWN, host="Gate.Example", hashed=True),
    Case("damaged hash", "|1|xyz|abc {own}\n|1| {own}\n|2|a|b {own}\n", Verdict.NEW),
    Case("revoked", "@revoked * {own}\n", Verdict.REVOKED),
    Case("revoked and known", "[gate.example]:2222 {own}\n@revoked * {own}\n", Verdict.REVOKED),
    Case("another one revoked", "@revoked * {other}\n[gate.example]:2222 {own}\n", Verdict.KNOWN),
    Case("only another one revoked", "@revoked * {other}\n", Verdict.NEW),
    Case("changed and revoked", "[gate.example]:2222 {other}\n@revoked * {own}\n", Verdict.REVOKED),
    Case("authority, plain key shown", "@cert-authority * {authority}\n", Verdict.NEW),
    Case("own key as authority", "@cert-authority * {own}\n", Verdict.NEW),
    Case("unknown marker", "@trusted [gate.example]:2222 {own}\n", Verdict.NEW),
    Case("two markers", "@revoked @revoked [gate.example]:2222 {own}\n", Verdict.NEW),
    Case("second file", "", Verdict.KNOWN, second_file="[gate.example]:2222 {own}\n"),
    Case(
        "known in the second, changed in the first",
        "[gate.example]:2222 {other}\n",
        Verdict.KNOWN,
        second_file="[gate.example]:2222 {own}\n",
    ),
    Case(
        "revoked in the second",
        "[gate.example]:2222 {own}\n",
        Verdict.REVOKED,
        second_file="@revoked * {own}\n",
    ),
    Case("alias", "the-gate {own}\n", Verdict.KNOWN, alias="the-gate"),
    Case("alias changed", "the-gate {other}\n", Verdict.CHANGED, alias="the-gate"),
    Case("alias, only the host is known", "[gate.example]:2222 {own}\n", Verdict.NEW, alias="the-gate"),
    Case("alias has no port", "[the-gate]:2222 {own}\n", Verdict.NEW, alias="the-gate"),
    Case("alias in upper case", "the-gate {own}\n", Verdict.KNOWN, alias="The-Gate"),
    Case("hashed alias", "the-gate {own}\n", Verdict.KNOWN, alias="the-gate", hashed=True),
    Case("hashed alias in upper case", "the-gate {own}\n", Verdict.KNOWN, alias="The-Gate", hashed=True),
    Case("IPv6", "[fd00::1]:2222 {own}\n", Verdict.KNOWN, host="fd00::1"),
    Case("IPv6, port 22", "fd00::1 {own}\n", Verdict.KNOWN, host="fd00::1", port=22),
    Case("IPv6, hashed", "[fd00::1]:2222 {own}\n", Verdict.KNOWN, host="fd00::1", hashed=True),
    Case("IPv6 wildcard", "[fd00:*]:2222 {own}\n", Verdict.KNOWN, host="fd00::1"),
    Case("trailing spaces", "[gate.example]:2222 {own}  \t \n", Verdict.KNOWN),
    Case("spaces around names", "gate.example, [gate.example]:2222 {own}\n", Verdict.NEW),
    Case("empty name in the list", ",[gate.example]:2222 {own}\n", Verdict.KNOWN),
    Case("any port", "[gate.example]:* {own}\n", Verdict.KNOWN),
    Case("all hosts but one", "*,!other.example {other}\n", Verdict.CHANGED, port=22),
    Case("negated with its port", "[*]:2222,![gate.example]:2222 {own}\n", Verdict.NEW),
    Case("authority for another host", "@cert-authority other.example {own}\n{own}\n", Verdict.NEW),
    Case("revoked for another host", "@revoked other.example {own}\n[gate.example]:2222 {own}\n", Verdict.KNOWN),
    Case(
        "changed in both", "[gate.example]:2222 {other}\n", Verdict.CHANGED, second_file="[gate.example]:2222 {rsa}\n"
    ),
    Case("alias at port 22", "the-gate {own}\n", Verdict.KNOWN, alias="the-gate", port=22),
    Case("alias is no wildcard", "the-gate {own}\n", Verdict.NEW, alias="the-*"),
    Case("name alone", "[gate.example]:2222\n[gate.example]:2222 ssh-ed25519\n", Verdict.NEW),
    Case("no base64", "[gate.example]:2222 ssh-ed25519 AAAA!!!!\n", Verdict.NEW),
    Case("truncated key", "[gate.example]:2222 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\n", Verdict.NEW),
    Case("type and key differ", "[gate.example]:2222 ssh-rsa {own_base64}\n", Verdict.NEW),
    Case("type unknown", "[gate.example]:2222 ssh-new {own_base64}\n", Verdict.NEW),
    Case("protocol 1 key", "[gate.example]:2222 1024 35 1234567\n", Verdict.NEW),
    Case("garbage around", "\x00\xff\xfe\n\n  \n[gate.example]:2222 {own}\n\x00garbage \x00 \x00\n", Verdict.KNOWN),
    Case("other line separators", "x\x0b[gate.example]:2222 {own}\x0c\n\x1c\n", Verdict.NEW),
]


def write_case(case: Case, some: Keys, directory: Path) -> list[Path]:
    words = {**dataclasses.asdict(some), "own_base64": some.own.split()[1]}
    paths = [directory / "known_hosts", directory / "known_hosts2"]
    for path, text in zip(paths, (case.lines, case.second_file), strict=True):
        text = text.format(**words)
        path.write_bytes((hashed_known_hosts(text, directory) if case.hashed and text else text).encode("latin-1"))
    return paths


def test_every_verdict_is_that_of_ssh(sshd: Sshd, some: Keys, tmp_path: Path) -> None:
    def verdicts(case: Case) -> tuple[str, Verdict, Verdict, Verdict]:
        directory = tmp_path / case.name.replace(" ", "-").replace(",", "")
        directory.mkdir()
        files = write_case(case, some, directory)
        where = (sshd, files, case.host, case.port, case.alias)
        return case.name, case.expected, our_verdict(*where), ssh_verdict(*where)

    with ThreadPoolExecutor(4) as pool:
        wrong = [row for row in pool.map(verdicts, CASES) if not row[1] == row[2] == row[3]]
    assert not wrong, "name, expected, ours, ssh's"


@pytest.mark.parametrize(
    ("principals", "validity", "known_hosts", "expected"),
    [
        ([HOST], "-5m:+1d", "@cert-authority * {authority}", Verdict.KNOWN),
        ([HOST], "-5m:+1d", "@cert-authority [*.example]:2222 {authority}", Verdict.KNOWN),
        ([HOST], "-5m:+1d", "@cert-authority other.example {authority}", Verdict.NEW),
        ([HOST], "-5m:+1d", "@cert-authority * {other_authority}", Verdict.NEW),
        ([HOST], "-5m:+1d", "[gate.example]:2222 {authority}", Verdict.CHANGED),
        ([HOST], "-5m:+1d", "@revoked * {authority}\n@cert-authority * {authority}", Verdict.REVOKED),
        (["a.example", HOST], "-5m:+1d", "@cert-authority * {authority}", Verdict.KNOWN),
        (["other.example"], "-5m:+1d", "@cert-authority * {authority}", Verdict.NEW),
        ([f"[{HOST}]:{PORT}"], "-5m:+1d", "@cert-authority * {authority}", Verdict.NEW),
        ([HOST], "-2d:-1d", "@cert-authority * {authority}", Verdict.NEW),
        ([HOST], "+1d:+2d", "@cert-authority * {authority}", Verdict.NEW),
        (["other.example"], "-5m:+1d", "@cert-authority * {authority}\n* {inside}", Verdict.KNOWN),
        (["other.example"], "-5m:+1d", "@cert-authority * {authority}\n* {other}", Verdict.CHANGED),
    ],
)
def test_certificates_are_judged_as_ssh_does(
    principals: list[str],
    validity: str,
    known_hosts: str,
    expected: Verdict,
    certified: Callable[..., Sshd],
    some: Keys,
    keys: KeyMaker,
    tmp_path: Path,
) -> None:
    server = certified(*principals, validity=validity)
    file = tmp_path / "known_hosts"
    inside = public(keys.key(name="certified-host"))
    file.write_text(known_hosts.format(**dataclasses.asdict(some), inside=inside) + "\n")
    where = (server, [file], HOST, PORT, "")
    assert (our_verdict(*where), ssh_verdict(*where)) == (expected, expected)


@pytest.mark.parametrize("key_type", ["rsa", "ecdsa"])
@pytest.mark.parametrize("authority_type", ["rsa", "ecdsa"])
def test_certificates_of_every_type(
    key_type: str, authority_type: str, certified: Callable[..., Sshd], keys: KeyMaker, tmp_path: Path
) -> None:
    ca = keys.key(authority_type, name="authority")
    server = certified(HOST, ca=ca, key_type=key_type)
    file = tmp_path / "known_hosts"
    file.write_text(f"@cert-authority *.example {public(ca)}\n")
    assert our_verdict(server, [file], HOST, 22, "") is Verdict.KNOWN


def test_an_authority_that_signs_with_sha1_is_not_believed(
    certified: Callable[..., Sshd], keys: KeyMaker, tmp_path: Path
) -> None:
    ca = keys.key("rsa", name="authority")
    line = keys.certificate(
        keys.key(name="sha1-certified"), ca=ca, principals=[HOST], host=True, name="sha1"
    ).certificate_path
    key = HostKey.shown_by(paramiko.Ed25519Key.from_private_key_file(str(keys.key(name="sha1-certified").path)))
    file = tmp_path / "known_hosts"
    file.write_text(f"@cert-authority * {public(ca)}\n")
    known = KnownHosts([file], file)
    certificate = base64.b64decode(line.read_text().split()[1])
    assert b"rsa-sha2-512" in certificate
    assert known.check(HOST, 22, "", HostKey(key.type, key.blob, key.bits, certificate)).verdict is Verdict.KNOWN
    forged = certificate.replace(b"\0\0\0\x0crsa-sha2-512", b"\0\0\0\x07ssh-rsa")
    assert known.check(HOST, 22, "", HostKey(key.type, key.blob, key.bits, forged)).verdict is Verdict.NEW


# --- the order of algorithms

OFFERED = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "rsa-sha2-512", "rsa-sha2-256"]


@pytest.mark.parametrize(
    ("lines", "port", "alias", "first"),
    [
        ("", PORT, "", OFFERED[:2]),
        ("[gate.example]:2222 {rsa}\n", PORT, "", ["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"]),
        ("gate.example {rsa}\n", PORT, "", ["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"]),
        ("gate.example {rsa}\n", 22, "other", OFFERED[:2]),
        ("gate.example {own}\n", 22, "", OFFERED[:2]),
        ("@revoked gate.example {rsa}\n", 22, "", OFFERED[:2]),
        ("gate.example {rsa}\ngate.example {own}\n", 22, "", ["ssh-ed25519", "rsa-sha2-512"]),
        ("@cert-authority * {rsa}\n", 22, "", [f"{algorithm}-cert-v01@openssh.com" for algorithm in OFFERED]),
    ],
)
def test_known_types_are_proposed_first(
    lines: str, port: int, alias: str, first: list[str], some: Keys, tmp_path: Path
) -> None:
    file = tmp_path / "known_hosts"
    file.write_text(lines.format(**dataclasses.asdict(some)))
    order = KnownHosts([file], file).algorithms(HOST, port, alias, OFFERED)
    assert order[: len(first)] == first
    assert set(OFFERED) <= set(order)


def test_a_server_with_several_keys_shows_the_known_one(servers_directory: Path, tmp_path: Path) -> None:
    file = tmp_path / "known_hosts"
    with Sshd(servers_directory, name="three-keys", host_key_types=("ed25519", "ecdsa", "rsa")) as server:
        for key_type in ("rsa", "ecdsa"):
            file.write_text(f"{HOST} {server.host_key_line(key_type)}\n")
            assert our_verdict(server, [file], HOST, 22, "") is Verdict.KNOWN


# --- policies, questions, and the file afterwards


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / ".ssh" / "known_hosts"


class Person:
    """Answers as told and keeps what was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Asked] = []

    def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self.answer


@pytest.fixture(scope="module")
def key(sshd: Sshd) -> paramiko.PKey:
    return paramiko.Ed25519Key.from_private_key_file(str(sshd.host_key().path))


def hop(policy: HostKeyPolicy = HostKeyPolicy.ASK, *, port: int = PORT) -> Hop:
    return Hop(host=HOST, port=port, user="me", host_key_policy=policy)


def nobody(asked: Asked) -> Answer:
    raise AssertionError(f"asked {asked}")


def test_a_new_key_is_asked_for_and_remembered(sshd: Sshd, file: Path, key: paramiko.PKey, some: Keys) -> None:
    person = Person(Accept())
    known = KnownHosts([file], file)
    verify(hop(), key, known_hosts=known, ask=person)
    host_key = sshd.host_key()
    assert person.asked == [
        HostKeyAsked(
            host="[gate.example]:2222",
            key_type="ssh-ed25519",
            fingerprint=host_key.fingerprint,
            randomart=host_key.randomart,
            file=str(file),
        )
    ]
    assert file.read_text() == f"[gate.example]:2222 {some.own}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    verify(hop(), key, known_hosts=known, ask=nobody)
    assert file.read_text() == f"[gate.example]:2222 {some.own}\n"


def test_a_plain_key_where_a_certificate_is_expected_is_said(file: Path, key: paramiko.PKey, some: Keys) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(f"@cert-authority *.example {some.rsa}\n")
    person = Person(Refuse())
    with pytest.raises(TowpathError):
        verify(hop(port=22), key, known_hosts=KnownHosts([file], file), ask=person)
    assert isinstance(person.asked[0], HostKeyAsked)
    assert person.asked[0].other_known_types == ("ssh-rsa",)


def test_a_refused_key_is_not_remembered(file: Path, key: paramiko.PKey) -> None:
    with pytest.raises(TowpathError) as raised:
        verify(hop(), key, known_hosts=KnownHosts([file], file), ask=Person(Refuse()))
    assert raised.value.problem.kind is ProblemKind.HOST_KEY_REFUSED_BY_USER
    assert not file.exists()


def test_accept_new_does_not_ask(file: Path, key: paramiko.PKey, some: Keys) -> None:
    verify(hop(HostKeyPolicy.ACCEPT_NEW, port=22), key, known_hosts=KnownHosts([file], file), ask=nobody)
    assert file.read_text() == f"gate.example {some.own}\n"


def test_strict_refuses_a_new_key(sshd: Sshd, file: Path, key: paramiko.PKey) -> None:
    with pytest.raises(TowpathError) as raised:
        verify(hop(HostKeyPolicy.STRICT), key, known_hosts=KnownHosts([file], file), ask=nobody)
    assert raised.value.problem.kind is ProblemKind.HOST_KEY_UNKNOWN
    assert sshd.host_key().fingerprint in str(raised.value)
    assert not file.exists()


@pytest.mark.parametrize("policy", HostKeyPolicy)
def test_a_changed_key_blocks_under_every_policy(
    policy: HostKeyPolicy, sshd: Sshd, file: Path, key: paramiko.PKey, some: Keys, keys: KeyMaker
) -> None:
    file.parent.mkdir(parents=True)
    before = f"# mine\n[gate.example]:2222 {some.rsa}\n[gate.example]:2222 {some.other}\n"
    file.write_text(before)
    with pytest.raises(TowpathError) as raised:
        verify(hop(policy), key, known_hosts=KnownHosts([file], file), ask=nobody)
    assert raised.value.problem.kind is ProblemKind.HOST_KEY_CHANGED
    assert raised.value.problem.facts == {
        "old": keys.key(name="impostor").fingerprint,
        "new": sshd.host_key().fingerprint,
        "file": str(file),
        "line": "3",
        "type": "ssh-ed25519",
    }
    assert file.read_text() == before


@pytest.mark.parametrize("policy", HostKeyPolicy)
def test_a_revoked_key_blocks_under_every_policy(
    policy: HostKeyPolicy, file: Path, key: paramiko.PKey, some: Keys
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(f"[gate.example]:2222 {some.own}\n@revoked * {some.own}\n")
    with pytest.raises(TowpathError) as raised:
        verify(hop(policy), key, known_hosts=KnownHosts([file], file), ask=nobody)
    assert raised.value.problem.kind is ProblemKind.HOST_KEY_REVOKED
    assert raised.value.problem.facts["line"] == "2"


def test_the_old_file_stays_as_it_is_byte_for_byte(file: Path, key: paramiko.PKey, some: Keys) -> None:
    file.parent.mkdir(parents=True)
    damaged = b"# notes \xff\x00\r\n\r\n|1|broken\n@revoked x\nno newline at the end"
    for before in (damaged, damaged + b"\n"):
        file.write_bytes(before)
        file.chmod(0o644)
        verify(hop(HostKeyPolicy.ACCEPT_NEW), key, known_hosts=KnownHosts([file], file), ask=nobody)
        assert file.read_bytes() == damaged + f"\n[gate.example]:2222 {some.own}\n".encode()
        assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_ssh_finds_what_we_wrote(sshd: Sshd, file: Path, key: paramiko.PKey) -> None:
    shown = HostKey.shown_by(key)
    for hash_names in (False, True):
        known = KnownHosts([file], file, hash_names=hash_names)
        for host, port, alias in [(HOST, 22, ""), (HOST, PORT, ""), ("fd00::1", PORT, ""), (HOST, 1, "gate")]:
            known.append(host, port, alias, shown)
            known.append(host, port, alias, shown)
            assert ssh_verdict(sshd, [file], host, port, alias) is Verdict.KNOWN
        lines = file.read_text().splitlines()
        assert len(lines) == len(set(lines))
        assert (HOST in file.read_text()) is not hash_names
        file.unlink()


def test_two_logins_that_accept_the_same_key_write_one_line(file: Path, key: paramiko.PKey) -> None:
    known = KnownHosts([file], file)
    shown = HostKey.shown_by(key)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: known.append(HOST, PORT, "", shown), range(16)))
    assert len(file.read_text().splitlines()) == 1


@pytest.mark.parametrize("alias", ["*", "gate,other", "gate\n* ssh-rsa AAAA", "!gate", "|1|gate", "@revoked gate", "#"])
@pytest.mark.parametrize("hash_names", [False, True])
def test_a_name_that_would_mean_something_else_is_not_written(
    file: Path, key: paramiko.PKey, alias: str, hash_names: bool
) -> None:
    """A HostKeyAlias may come from a file of others; `*` in known_hosts would trust the key everywhere."""
    known = KnownHosts([file], file, hash_names=hash_names)
    with pytest.raises(TowpathError) as refused:
        verify(Hop(host=HOST, host_key_alias=alias), key, known_hosts=known, ask=Person(Accept()))
    assert refused.value.problem.kind is ProblemKind.INVALID
    assert not file.exists()


def test_a_pattern_with_many_stars_takes_no_time() -> None:
    started = time.monotonic()
    assert not names("*a" * 20 + "b", "a" * 200)
    assert time.monotonic() - started < 1


def test_a_file_that_cannot_be_written_is_said(file: Path, key: paramiko.PKey) -> None:
    file.mkdir(parents=True)  # a folder in its place stops root, too
    with pytest.raises(TowpathError) as raised:
        verify(hop(HostKeyPolicy.ACCEPT_NEW), key, known_hosts=KnownHosts([file], file), ask=nobody)
    assert raised.value.problem.kind is ProblemKind.KNOWN_HOSTS_UNWRITABLE
    assert raised.value.problem.subject == str(file)
    assert raised.value.problem.facts["detail"]


def test_files_are_those_of_ssh(tmp_path: Path) -> None:
    said = subprocess.run(
        ["ssh", "-F", "none", "-G", "any.example"], capture_output=True, text=True, timeout=10, check=True
    )
    words = dict(line.split(" ", 1) for line in said.stdout.splitlines())
    expected = f"{words['userknownhostsfile']} {words['globalknownhostsfile']}".split()
    own, of_the_system = default_files(tmp_path)
    assert [path.name for path in (*own, *of_the_system)] == [Path(path).name for path in expected]
    assert own[0] == tmp_path / ".ssh" / "known_hosts"
    assert str(of_the_system[0]) == words["globalknownhostsfile"].split()[0]


def test_names_of_places() -> None:
    assert place_name("Gate.Example", 22) == "gate.example"
    assert place_name("fd00::1", 23) == "[fd00::1]:23"
    assert place_name("x", 23, "Alias") == "alias"


def test_a_certificate_with_a_damaged_authority_is_none(keys: KeyMaker, tmp_path: Path) -> None:
    made = keys.certificate(keys.key("rsa"), ca=keys.key(name="authority"), principals=[HOST], host=True)
    whole = base64.b64decode(made.certificate_path.read_text().split()[1])
    sound = b"\0\0\0\x0bssh-ed25519\0\0\0\x20"
    assert whole.count(sound) == 1
    damaged = whole.replace(sound, sound[:-1] + b"\xff")
    assert host_certificate.authority_of(damaged) is None
    assert not host_certificate.is_for(damaged, b"", HOST)
    file = tmp_path / "key-cert.pub"
    file.write_text(f"ssh-rsa-cert-v01@openssh.com {base64.b64encode(damaged).decode()}\n")
    assert describe(file).certificate is None
