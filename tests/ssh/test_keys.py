"""Key files, certificates, agents and the order of offers, against files made by ssh-keygen and a real ssh-agent."""

import base64
import contextlib
import hashlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_ssh_private_key

from tests.support.agent import Agent as RealAgent
from tests.support.keys import KeyFile as MadeKey
from tests.support.keys import KeyMaker
from towpath.model.connection import Auth
from towpath.model.error import Cancelled, ProblemKind, TowpathError
from towpath.net.cancel import Cancel
from towpath.ssh.agent import Agent, AgentRefused
from towpath.ssh.identities import AgentIdentity, find_identities
from towpath.ssh.key_facts import describe
from towpath.ssh.key_file import KeyFile, certificate_beside, read_certificate
from towpath.ssh.keys import (
    RSA_HASHES,
    PassphraseMissing,
    PassphraseWrong,
    PublicKey,
    join_strings,
    parse_public_line,
    split_strings,
)

NO_AGENT = Agent(None)


@pytest.fixture(scope="module")
def agent() -> Iterator[RealAgent]:
    with RealAgent() as running:
        yield running


@pytest.fixture
def ssh_folder() -> Path:
    folder = Path.home() / ".ssh"
    folder.mkdir(mode=0o700)
    return folder


def verified_by_ssh_keygen(made: MadeKey, signature: bytes, data: bytes, tmp_path: Path) -> bool:
    """Wrap a signature as `ssh-keygen -Y` does (PROTOCOL.sshsig) and let it judge."""
    public = parse_public_line(made.public_line)
    body = b"SSHSIG" + (1).to_bytes(4) + join_strings(public.blob, b"test", b"", b"sha512", signature)
    armoured = base64.encodebytes(body).decode().strip()
    (tmp_path / "signature").write_text(f"-----BEGIN SSH SIGNATURE-----\n{armoured}\n-----END SSH SIGNATURE-----\n")
    (tmp_path / "allowed").write_text(f"me {made.public_line}\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "allowed"), "-I", "me", "-n", "test"]
    command += ["-s", str(tmp_path / "signature")]
    done = subprocess.run(command, input=data, capture_output=True, timeout=20, check=False)
    return done.returncode == 0


def to_sign(data: bytes) -> bytes:
    """What an SSHSIG covers."""
    return b"SSHSIG" + join_strings(b"test", b"", b"sha512", hashlib.sha512(data).digest())


@pytest.mark.parametrize("key_type", ["ed25519", "rsa", "ecdsa", "ecdsa-384", "ecdsa-521"])
@pytest.mark.parametrize("passphrase", ["", "open sesame"])
def test_key_opens_and_its_signature_is_valid(keys: KeyMaker, tmp_path: Path, key_type: str, passphrase: str) -> None:
    made = keys.key(key_type, passphrase=passphrase)
    file = KeyFile.read(made.path)
    assert file.public
    assert file.public.blob == parse_public_line(made.public_line).blob
    key = file.open(passphrase or None)
    assert key.public.blob == file.public.blob
    algorithm = "rsa-sha2-512" if key_type == "rsa" else key.public.type
    data = b"some data"
    assert verified_by_ssh_keygen(made, key.sign(to_sign(data), algorithm), data, tmp_path)
    assert not verified_by_ssh_keygen(made, key.sign(to_sign(b"other"), algorithm), data, tmp_path)


@pytest.mark.parametrize("pem", [False, True])
@pytest.mark.parametrize("key_type", ["rsa", "ecdsa"])
def test_public_half_and_passphrase(keys: KeyMaker, tmp_path: Path, key_type: str, pem: bool) -> None:
    made = keys.key(key_type, passphrase="open sesame", pem=pem)
    file = KeyFile.read(made.path)
    assert file.public == parse_public_line(made.public_line) or (
        file.public and file.public.blob == parse_public_line(made.public_line).blob
    )
    with pytest.raises(PassphraseMissing):
        file.open()
    with pytest.raises(PassphraseWrong):
        file.open("wrong")
    assert file.open("open sesame").public.blob == parse_public_line(made.public_line).blob
    # Without the .pub beside it only the old form hides its public half.
    alone = tmp_path / "alone"
    shutil.copy2(made.path, alone)
    assert (KeyFile.read(alone).public is None) == pem


def test_plain_pem_shows_its_public_half(keys: KeyMaker, tmp_path: Path) -> None:
    made = keys.key("rsa", pem=True, name="plain")
    alone = tmp_path / "alone"
    shutil.copy2(made.path, alone)
    public = KeyFile.read(alone).public
    assert public
    assert public.blob == parse_public_line(made.public_line).blob


@pytest.mark.parametrize("cipher", ["aes256-gcm@openssh.com", "aes256-cbc", "aes128-ctr", "aes192-cbc"])
def test_other_ciphers(keys: KeyMaker, tmp_path: Path, cipher: str) -> None:
    copy = tmp_path / "key"
    shutil.copy2(keys.key().path, copy)
    change = ["ssh-keygen", "-q", "-p", "-a", "1", "-Z", cipher, "-N", "open sesame", "-P", "", "-f", str(copy)]
    subprocess.run(change, check=True, timeout=20, capture_output=True)
    file = KeyFile.read(copy)
    with pytest.raises(PassphraseMissing):
        file.open()
    with pytest.raises(PassphraseWrong):
        file.open("wrong")
    assert file.open("open sesame").public.blob == parse_public_line(keys.key().public_line).blob


def test_encryption_that_is_not_supported(keys: KeyMaker, tmp_path: Path) -> None:
    copy = tmp_path / "key"
    shutil.copy2(keys.key().path, copy)
    change = [
        "ssh-keygen",
        "-q",
        "-p",
        "-a",
        "1",
        "-Z",
        "chacha20-poly1305@openssh.com",
        "-N",
        "open sesame",
        "-P",
        "",
        "-f",
        str(copy),
    ]
    subprocess.run(change, check=True, timeout=20, capture_output=True)
    file = KeyFile.read(copy)
    assert file.public
    with pytest.raises(TowpathError, match=r"chacha20.*ssh-keygen -p"):
        file.open("open sesame")


def test_key_that_others_can_read_is_refused(keys: KeyMaker, tmp_path: Path) -> None:
    copy = tmp_path / "key"
    shutil.copy2(keys.key().path, copy)
    copy.chmod(0o644)
    with pytest.raises(TowpathError, match=r"0644 are too open.*chmod 600"):
        KeyFile.read(copy)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"hello\n", "not a private key"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "damaged"),
        (b"PuTTY-User-Key-File-3: ssh-ed25519\n", "damaged"),
        (b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption", "damaged"),
    ],
)
def test_unreadable_files_say_why(tmp_path: Path, content: bytes, detail: str) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(TowpathError, match=detail) as caught:
        KeyFile.read(path).open()
    assert caught.value.problem.kind is ProblemKind.KEY_UNREADABLE
    with pytest.raises(TowpathError, match="No such file"):
        KeyFile.read(tmp_path / "missing")


def test_nothing_secret_in_repr(keys: KeyMaker) -> None:
    made = keys.key(passphrase="open sesame")
    file = KeyFile.read(made.path)
    key = file.open("open sesame")
    private = load_ssh_private_key(made.path.read_bytes(), b"open sesame")
    assert "sesame" not in repr(file) + repr(key) + repr(vars(file))
    assert repr(private) not in repr(file)
    assert repr(key) == "PrivateKey(ssh-ed25519)"


@pytest.mark.parametrize("key_type", ["ed25519", "rsa", "ecdsa"])
def test_certificate_names_its_key(keys: KeyMaker, key_type: str) -> None:
    made = keys.certificate(keys.key(key_type), ca=keys.key(name="ca"), principals=["me"])
    certificate = certificate_beside(made.path)
    assert certificate
    assert certificate.is_certificate
    assert certificate == read_certificate(made.certificate_path)
    assert certificate.plain().blob == parse_public_line(made.public_line).blob
    assert certificate.plain().type == parse_public_line(made.public_line).type
    with pytest.raises(TowpathError, match="not a certificate"):
        read_certificate(made.public_path)
    assert certificate_beside(keys.key(key_type).path) is None


def test_types_of_keys_in_tokens() -> None:
    assert PublicKey("sk-ssh-ed25519-cert-v01@openssh.com", b"").plain_type == "sk-ssh-ed25519@openssh.com"
    assert PublicKey("sk-ssh-ed25519@openssh.com", b"").needs_touch
    assert not PublicKey("ssh-dss", b"").usable


@pytest.mark.parametrize("data", [b"", b"\0\0", b"\0\0\0\x05abc", b"\xff\xff\xff\xff"])
def test_strings_cut_short(data: bytes) -> None:
    with pytest.raises(ValueError, match="cut short"):
        split_strings(data, limit=1)


# --- the agent


@pytest.mark.parametrize("key_type", ["ed25519", "rsa", "ecdsa"])
def test_agent_lists_and_signs(agent: RealAgent, keys: KeyMaker, tmp_path: Path, key_type: str) -> None:
    agent.remove_all()
    made = keys.key(key_type, passphrase="open sesame")
    agent.add(made)
    ours = Agent(agent.socket)
    [key] = ours.list_keys()
    assert key == parse_public_line(made.public_line)
    for algorithm in RSA_HASHES if key_type == "rsa" else [key.type]:
        signature = ours.sign(key, to_sign(b"data"), algorithm, Cancel())
        assert split_strings(signature, limit=1)[0].decode() == algorithm
        assert verified_by_ssh_keygen(made, signature, b"data", tmp_path)


def test_agent_without_the_key_refuses(agent: RealAgent, keys: KeyMaker) -> None:
    agent.remove_all()
    with pytest.raises(AgentRefused):
        Agent(agent.socket).sign(parse_public_line(keys.key().public_line), b"data", "ssh-ed25519", Cancel())


def test_no_agent_no_keys(tmp_path: Path) -> None:
    assert NO_AGENT.list_keys() == []
    assert Agent(tmp_path / "nobody").list_keys() == []


@contextlib.contextmanager
def silent_agent() -> Iterator[Path]:
    """Takes connections and never answers, as one does that waits for a finger, or is dead."""
    with tempfile.TemporaryDirectory(prefix="towpath-agent-") as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/socket")
        listener.listen()
        yield Path(folder) / "socket"


def test_agent_that_does_not_answer_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.ssh.agent.LISTING_SECONDS", 0.2)
    with silent_agent() as path:
        assert Agent(path).list_keys() == []


def test_cancel_ends_the_wait_for_a_finger(keys: KeyMaker) -> None:
    cancel = Cancel()
    timer = threading.Timer(0.1, cancel.cancel)
    with silent_agent() as path:
        timer.start()
        with pytest.raises(Cancelled):
            Agent(path).sign(parse_public_line(keys.key().public_line), b"data", "ssh-ed25519", cancel)
    timer.join()


# --- the order of offers


def names(auth: Auth, agent: Agent = NO_AGENT) -> list[str]:
    found = find_identities(auth, home=Path.home(), agent=agent)
    assert not found.problems
    return [identity.name for identity in found.offers]


def test_defaults(keys: KeyMaker, ssh_folder: Path) -> None:
    assert names(Auth()) == []
    for name, key_type in (("id_rsa", "rsa"), ("id_ed25519", "ed25519"), ("id_dsa", "ecdsa")):
        shutil.copy2(keys.key(key_type).path, ssh_folder / name)
    assert names(Auth()) == [str(ssh_folder / "id_ed25519"), str(ssh_folder / "id_rsa")]


def test_named_keys_of_the_agent_come_first(agent: RealAgent, keys: KeyMaker, ssh_folder: Path) -> None:
    agent.remove_all()
    other, named, file_only = keys.key(name="other"), keys.key(name="named"), keys.key("ecdsa", name="file-only")
    agent.add(other)
    agent.add(named)
    shutil.copy2(named.public_path, ssh_folder / "named.pub")  # the private half lives in the agent alone
    shutil.copy2(file_only.path, ssh_folder / "file-only")
    files = ("~/.ssh/named", "~/.ssh/file-only")
    ours = Agent(agent.socket)
    last = str(ssh_folder / "file-only")
    assert names(Auth(identity_files=files), ours) == ["named-ed25519 (agent)", "other-ed25519 (agent)", last]
    assert names(Auth(identity_files=files, identities_only=True), ours) == ["named-ed25519 (agent)", last]
    assert names(Auth(identity_files=files, use_agent=False), ours) == [last]
    assert names(Auth(identity_files=("~/.ssh/named.pub",), identities_only=True), ours) == ["named-ed25519 (agent)"]


def test_certificates_come_before_keys(agent: RealAgent, keys: KeyMaker) -> None:
    agent.remove_all()
    made = keys.certificate(keys.key("rsa"), ca=keys.key(name="ca"), principals=["me"])
    auth = Auth(identity_files=(str(made.path),))
    assert names(auth) == [f"{made.path}-cert.pub", str(made.path)]
    agent.add(made)
    found = find_identities(auth, home=Path.home(), agent=Agent(agent.socket)).offers
    plain = parse_public_line(made.public_line).blob
    assert [bool(identity.offered and identity.offered.is_certificate) for identity in found] == [True, False]
    assert [identity.key.blob for identity in found if isinstance(identity, AgentIdentity)] == [plain, plain]


def test_named_file_that_is_missing_is_a_problem(tmp_path: Path) -> None:
    auth = Auth(identity_files=(str(tmp_path / "missing"),), certificate_files=(str(tmp_path / "missing.pub"),))
    found = find_identities(auth, home=Path.home(), agent=NO_AGENT)
    assert [problem.kind for problem in found.problems] == [ProblemKind.KEY_UNREADABLE] * 2


def test_a_public_key_is_one_line_whatever_its_comment(keys: KeyMaker) -> None:
    """Comments come from files and agents of others, and the line goes into authorized_keys."""
    made = parse_public_line(keys.key().public_line)
    other = "ssh-ed25519 AAAA stranger"
    key = PublicKey(made.type, made.blob, f"ann\n{other}\r\x1b[2J")
    assert key.line().splitlines() == [key.line()]
    assert parse_public_line(key.line()).comment == f"ann {other}  [2J"
    assert made.line("new\nline").endswith(" new line")


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_key_file_that_has_no_end_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "key"
    if kind == "pipe":
        os.mkfifo(path, 0o600)
    else:
        path.symlink_to("/dev/zero")
    found = find_identities(Auth(identity_files=(str(path),)), home=tmp_path, agent=NO_AGENT)
    assert [problem.facts["detail"] for problem in found.problems] == ["it is a pipe or a device"]
    described = describe(path).problem
    assert described
    assert described.kind is ProblemKind.KEY_UNREADABLE


def test_an_old_file_with_half_its_start_is_damaged(keys: KeyMaker, tmp_path: Path) -> None:
    made = keys.key("rsa", pem=True, passphrase="canary")
    content = made.path.read_bytes()
    start = re.search(rb"DEK-Info: AES-128-CBC,[0-9A-F]{32}", content)
    assert start
    path = tmp_path / "key"
    path.write_bytes(content.replace(start[0], start[0][:-8]))
    path.chmod(0o600)
    with pytest.raises(TowpathError) as refused:
        KeyFile.read(path).open("canary")
    assert refused.value.problem.facts["detail"] == "it is damaged"
