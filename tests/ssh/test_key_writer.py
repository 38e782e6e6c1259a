"""Keys made by us, read by ssh-keygen; and the reverse."""

import base64
import contextlib
import os
import stat
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.askpass import Askpass
from tests.support.keys import KEY_TYPES, KeyMaker
from tests.support.keys import KeyFile as MadeKey
from tests.support.small_disk import SmallDisk, small_disk_missing
from tests.support.sshd import Sshd
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.keys import KeyFormat, KeyInfo, KeyType
from towpath.ssh import openssh_key
from towpath.ssh.key_facts import describe
from towpath.ssh.key_file import KeyFile
from towpath.ssh.key_writer import change_passphrase, convert, generate, write_pair
from towpath.ssh.keys import PrivateKey, join_strings, parse_public_line

ROUNDS = 1
"""Of bcrypt, for speed; one test takes the usual ones."""
KINDS = {
    "ed25519": (KeyType.ED25519, 0),
    "ecdsa-256": (KeyType.ECDSA, 0),
    "ecdsa-384": (KeyType.ECDSA, 384),
    "ecdsa-521": (KeyType.ECDSA, 521),
    "rsa": (KeyType.RSA, 3072),
}


@pytest.fixture(scope="module")
def made() -> dict[str, PrivateKey]:
    """One of each kind; RSA keys take their time."""
    return {name: generate(kind, bits) for name, (kind, bits) in KINDS.items()}


@pytest.fixture(scope="module")
def lenient(servers_directory: Path) -> Iterator[Sshd]:
    """Lets everybody in whose key it is told of."""
    with Sshd(servers_directory, name="key-writer") as server:
        yield server


def ssh_keygen(*arguments: str) -> str:
    """What it prints. Raises CalledProcessError."""
    done = subprocess.run(["ssh-keygen", *arguments], check=True, capture_output=True, text=True, timeout=20)
    return done.stdout


def kind_of(caught: pytest.ExceptionInfo[TowpathError]) -> ProblemKind:
    return caught.value.problem.kind


@pytest.mark.parametrize("passphrase", ["", "schlüssel ✓" * 10])
@pytest.mark.parametrize("name", KINDS)
def test_what_we_write_ssh_keygen_reads(
    made: dict[str, PrivateKey], tmp_path: Path, name: str, passphrase: str
) -> None:
    path = tmp_path / "key"
    write_pair(path, made[name], "me@here, a comment", passphrase, ROUNDS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    public_path = tmp_path / "key.pub"
    assert stat.S_IMODE(public_path.stat().st_mode) == 0o644
    # -y opens the private key and prints its public half, with the comment inside.
    assert ssh_keygen("-y", "-P", passphrase, "-f", str(path)) == public_path.read_text()
    facts = describe(path)
    shown = ssh_keygen("-l", "-f", str(path)).strip()
    assert shown == f"{facts.bits} {facts.fingerprint} {facts.comment} ({facts.type})"
    # -p opens it and writes it anew.
    ssh_keygen("-q", "-p", "-a", "1", "-P", passphrase, "-N", "another one", "-f", str(path))
    assert KeyFile.read(path).open("another one").fields() == made[name].fields()


@pytest.mark.parametrize("passphrase", ["", "open sesame"])
def test_ssh_logs_in_with_what_we_write(
    made: dict[str, PrivateKey], tmp_path: Path, lenient: Sshd, passphrase: str
) -> None:
    for name, key in made.items():
        path = tmp_path / name
        write_pair(path, key, "", passphrase, ROUNDS)
        lenient.authorize(MadeKey(path))
        askpass = Askpass(tmp_path / f"askpass-{name}", [passphrase] * 2)
        options = ["-F", "none", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-i", str(path)]
        options += ["-o", "UserKnownHostsFile=/dev/null", "-o", "PreferredAuthentications=publickey"]
        command = ["ssh", *options, "-p", str(lenient.port), f"{lenient.user}@127.0.0.1", "echo", "here"]
        done = subprocess.run(
            command, env=askpass.env, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
        )
        assert done.stdout == b"here\n", done.stderr


def test_the_usual_rounds(made: dict[str, PrivateKey], tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_pair(path, made["ed25519"], "", "open sesame")
    assert ssh_keygen("-y", "-P", "open sesame", "-f", str(path)).split()[1] in (tmp_path / "key.pub").read_text()


@pytest.mark.parametrize("taken", ["key", "key.pub"])
def test_no_file_is_written_over(made: dict[str, PrivateKey], tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("precious")
    with pytest.raises(TowpathError) as caught:
        write_pair(tmp_path / "key", made["ed25519"], "", "")
    assert kind_of(caught) is ProblemKind.FILE_EXISTS
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(taken, "precious")]


def test_nobody_else_can_read_it_for_an_instant(
    made: dict[str, PrivateKey], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under a careless umask, at every step of the writing."""
    modes: set[int] = set()

    def look(_: object) -> None:
        modes.update(stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "folder").iterdir())

    monkeypatch.setattr("os.fsync", look)
    before = os.umask(0)
    try:
        write_pair(tmp_path / "folder" / "key", made["ed25519"], "", "")
    finally:
        os.umask(before)
    assert 0o600 in modes
    assert modes <= {0o600, 0o644}
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
    assert [p.name for p in (tmp_path / "folder").iterdir() if p.stat().st_mode & 0o077] == ["key.pub"]


@pytest.mark.parametrize(
    ("kind", "bits"),
    [(KeyType.RSA, 2048), (KeyType.RSA, 32768), (KeyType.ECDSA, 255), (KeyType.ED25519, 512)],
)
def test_impossible_lengths(kind: KeyType, bits: int) -> None:
    with pytest.raises(TowpathError) as caught:
        generate(kind, bits)
    assert kind_of(caught) is ProblemKind.INVALID


def test_a_comment_is_one_line(made: dict[str, PrivateKey], tmp_path: Path) -> None:
    with pytest.raises(TowpathError, match="no single line"):
        write_pair(tmp_path / "key", made["ed25519"], "me\nssh-rsa AAAA", "")
    assert not list(tmp_path.iterdir())


# --- another passphrase


@pytest.fixture
def copied(keys: KeyMaker, tmp_path: Path) -> Path:
    """A key of ssh-keygen's own, with the passphrase `open sesame` and a comment; no .pub beside it."""
    path = tmp_path / "copied"
    ssh_keygen("-q", "-t", "ed25519", "-a", "1", "-C", "of old", "-N", "open sesame", "-f", str(path))
    (tmp_path / "copied.pub").unlink()
    return path


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_passphrases_of_ssh_keygens_keys_change(tmp_path: Path, key_type: str) -> None:
    path = tmp_path / "key"
    ssh_keygen("-q", *KEY_TYPES[key_type], "-a", "1", "-C", "of old", "-N", "", "-f", str(path))
    public, fields = (tmp_path / "key.pub").read_text(), KeyFile.read(path).open().fields()
    for old, new in (("", "one"), ("one", "two"), ("two", "")):
        change_passphrase(path, old, new, ROUNDS)
        assert ssh_keygen("-y", "-P", new, "-f", str(path)) == public, "the comment, too"
        assert KeyFile.read(path).open(new or None).fields() == fields
        assert describe(path).encrypted == bool(new)


def test_a_link_stays_a_link_and_the_mode_stays(copied: Path, tmp_path: Path) -> None:
    copied.chmod(0o400)
    link = tmp_path / "link"
    link.symlink_to(copied)
    change_passphrase(link, "open sesame", "new", ROUNDS)
    assert link.is_symlink()
    assert stat.S_IMODE(copied.stat().st_mode) == 0o400
    assert KeyFile.read(copied).open("new").public.type == "ssh-ed25519"


@pytest.mark.parametrize("wrong", ["", "wrong"])
def test_a_wrong_passphrase_changes_nothing(copied: Path, wrong: str) -> None:
    before = copied.read_bytes()
    with pytest.raises(TowpathError) as caught:
        change_passphrase(copied, wrong, "new", ROUNDS)
    assert kind_of(caught) is ProblemKind.PASSPHRASE_WRONG
    assert copied.read_bytes() == before


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failing_disk_leaves_the_key_as_it_was(copied: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = copied.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"os.{step}", fail)
    with pytest.raises(TowpathError, match="No space left") as caught:
        change_passphrase(copied, "open sesame", "new", ROUNDS)
    assert kind_of(caught) is ProblemKind.FILE_UNWRITABLE
    assert [(p.name, p.read_bytes()) for p in copied.parent.iterdir()] == [(copied.name, before)]


@pytest.mark.skipif(bool(small_disk_missing()), reason=small_disk_missing())
def test_a_full_disk_and_a_read_only_one(copied: Path, tmp_path: Path, made: dict[str, PrivateKey]) -> None:
    content = copied.read_bytes()
    with SmallDisk(tmp_path / "disk", mebibytes=1) as disk:
        here = disk.folder / "key"

        def fill() -> None:
            here.write_bytes(content)
            here.chmod(0o600)
            with contextlib.suppress(OSError):
                (disk.folder / "filler").write_bytes(bytes(2 << 20))

        def change() -> Sequence[object]:
            try:
                change_passphrase(here, "open sesame", "new", ROUNDS)
            except TowpathError as error:
                return error.problem.kind, here.read_bytes() == content, sorted(p.name for p in disk.folder.iterdir())
            return ()

        def make() -> Sequence[object]:
            try:
                write_pair(disk.folder / "new", made["ed25519"], "", "")
            except TowpathError as error:
                return error.problem.kind, True, sorted(p.name for p in disk.folder.iterdir())
            return ()

        disk.call(fill)
        for work in (change, make):
            assert disk.call(work) == (ProblemKind.FILE_UNWRITABLE, True, ["filler", "key"])
        disk.make_read_only()
        for work in (change, make):
            assert disk.call(work) == (ProblemKind.FILE_UNWRITABLE, True, ["filler", "key"])


def test_a_pem_key_becomes_opensshs(keys: KeyMaker, tmp_path: Path) -> None:
    path = tmp_path / "key"
    options = ["-t", "ecdsa", "-m", "PEM", "-C", "of old", "-N", "open sesame"]
    ssh_keygen("-q", *options, "-f", str(path))
    change_passphrase(path, "open sesame", "new", ROUNDS)
    assert ssh_keygen("-y", "-P", "new", "-f", str(path)) == (tmp_path / "key.pub").read_text()
    assert describe(path).format is KeyFormat.OPENSSH


# --- other programs' keys


@pytest.mark.parametrize("passphrase", ["", "open sesame"])
@pytest.mark.parametrize("form", ["PEM", "PKCS8"])
@pytest.mark.parametrize("key_type", ["rsa", "ecdsa", "ecdsa-521"])
def test_pem_keys_are_converted(tmp_path: Path, key_type: str, form: str, passphrase: str) -> None:
    path, to = tmp_path / "key", tmp_path / "new"
    ssh_keygen("-q", *KEY_TYPES[key_type], "-m", form, "-C", "of old", "-N", passphrase, "-f", str(path))
    convert(path, to, passphrase, ROUNDS)
    assert ssh_keygen("-y", "-P", passphrase, "-f", str(to)) == (tmp_path / "key.pub").read_text()
    assert (tmp_path / "new.pub").read_text() == (tmp_path / "key.pub").read_text()
    assert describe(to).encrypted == bool(passphrase)


@pytest.mark.parametrize("passphrase", ["", "open sesame"])
@pytest.mark.parametrize("version", ["2", "3"])
def test_puttys_keys_are_converted(keys: KeyMaker, tmp_path: Path, version: str, passphrase: str) -> None:
    made = keys.key("rsa")
    (tmp_path / "passphrase").write_text(passphrase)
    ppk, to = tmp_path / "key.ppk", tmp_path / "key"
    options = ["-O", "private", "-o", str(ppk), "--ppk-param", f"version={version}"]
    options += ["--new-passphrase", str(tmp_path / "passphrase")]
    subprocess.run(["puttygen", str(made.path), *options], check=True, timeout=20, capture_output=True)
    (tmp_path / "key.pub").write_text(f"{made.public_line}\n")  # stays, as it is of the same key
    if passphrase:
        with pytest.raises(TowpathError) as caught:
            convert(ppk, to, "wrong", ROUNDS)
        assert kind_of(caught) is ProblemKind.PASSPHRASE_WRONG
    convert(ppk, to, passphrase, ROUNDS)
    assert ssh_keygen("-y", "-P", passphrase, "-f", str(to)).strip() == made.public_line
    with pytest.raises(TowpathError, match="convert it first"):
        change_passphrase(ppk, passphrase, "new", ROUNDS)


def test_there_is_nothing_to_convert(keys: KeyMaker, tmp_path: Path) -> None:
    with pytest.raises(TowpathError, match="OpenSSH's format already"):
        convert(keys.key().path, tmp_path / "new", "")


def test_a_security_keys_file_gets_another_passphrase(tmp_path: Path) -> None:
    """ssh-keygen makes none without the hardware; it reads the handle of one."""
    public = join_strings(b"sk-ssh-ed25519@openssh.com", bytes(range(32)), b"ssh:")
    fields = public + bytes([1]) + join_strings(b"handle", b"")
    path = tmp_path / "id_ed25519_sk"
    path.write_bytes(openssh_key.write(public, fields, "yubi", "", ROUNDS))
    path.chmod(0o600)
    change_passphrase(path, "", "new", ROUNDS)
    assert ssh_keygen("-y", "-P", "new", "-f", str(path)).split()[2:] == ["yubi"]
    facts: KeyInfo = describe(path)
    assert (facts.type, facts.is_token, facts.encrypted, facts.problem) == ("ED25519-SK", True, True, None)
    with pytest.raises(TowpathError, match="security key"):
        KeyFile.read(path).open("new")
    assert parse_public_line(facts.public_line).needs_touch


def test_a_file_that_would_take_hours_to_open_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "key"
    write_pair(path, generate(KeyType.ED25519), "", "canary", 1)
    body = bytearray(base64.b64decode(b"".join(path.read_bytes().split(b"\n")[1:-2])))
    rounds = body.index(b"bcrypt") + len(b"bcrypt") + 4 + 4 + 16  # after the length of the options, and the salt
    assert body[rounds : rounds + 4] == (1).to_bytes(4)
    body[rounds] = 255
    begin, end = b"-----BEGIN OPENSSH PRIVATE KEY-----", b"-----END OPENSSH PRIVATE KEY-----"
    path.write_bytes(b"\n".join([begin, base64.b64encode(body), end, b""]))
    with pytest.raises(TowpathError) as refused:
        KeyFile.read(path).open("canary")
    assert "would take hours" in refused.value.problem.facts["detail"]
