"""What is told of key files, against ssh-keygen's own words."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.ssh import dsa_key
from tests.support.keys import KEY_TYPES, KeyMaker
from towpath.model.keys import KeyFormat, KeyInfo
from towpath.ssh.key_facts import describe, describe_key, keys_below
from towpath.ssh.keys import PublicKey, join_strings, parse_public_line


def ssh_keygen(*arguments: str) -> str:
    done = subprocess.run(["ssh-keygen", *arguments], check=True, capture_output=True, text=True, timeout=30)
    return done.stdout


def as_ssh_keygen_says(key: KeyInfo) -> str:
    """In the form of `ssh-keygen -lv`."""
    return f"{key.bits} {key.fingerprint} {key.comment or 'no comment'} ({key.type})\n{key.randomart}\n"


def folder_with(tmp_path: Path, *files: Path) -> Path:
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for file in files:
        shutil.copy2(file, folder / file.name)
    return folder


@pytest.mark.parametrize("passphrase", ["", "open sesame"])
@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_fingerprint_and_randomart_are_ssh_keygens(keys: KeyMaker, key_type: str, passphrase: str) -> None:
    made = keys.key(key_type, passphrase=passphrase)
    key = describe(made.path)
    assert as_ssh_keygen_says(key) == ssh_keygen("-lv", "-f", str(made.path))
    assert (key.has_private, key.encrypted, key.format) == (True, bool(passphrase), KeyFormat.OPENSSH)
    assert (key.permissions, key.too_open, key.problem) == ("0600", False, None)
    assert key.public_line == made.public_line


@pytest.mark.parametrize("key_type", ["ed25519", "rsa", "ecdsa"])
def test_certificates(keys: KeyMaker, key_type: str) -> None:
    ca = keys.key(name="ca")
    made = keys.certificate(keys.key(key_type), ca=ca, principals=["me", "deploy"], name=f"facts-{key_type}")
    certificate = describe(made.path).certificate
    assert certificate
    assert (certificate.key_id, certificate.serial) == (f"facts-{key_type}", 0)
    assert certificate.principals == ("me", "deploy")
    assert (certificate.file, certificate.authority) == (str(made.certificate_path), ca.fingerprint)
    assert certificate.valid_before - certificate.valid_after == 24 * 3600 + 5 * 60
    alone = describe(made.certificate_path)
    assert as_ssh_keygen_says(alone) == ssh_keygen("-lv", "-f", str(made.certificate_path))
    assert alone.certificate == certificate


def test_a_certificate_for_ever(keys: KeyMaker) -> None:
    made = keys.certificate(
        keys.key(), ca=keys.key(name="ca"), principals=["me"], name="ever", validity="always:forever"
    )
    certificate = describe(made.path).certificate
    assert certificate
    assert (certificate.valid_after, certificate.valid_before) == (0, 0)


def test_pem_keys(keys: KeyMaker, tmp_path: Path) -> None:
    plain, locked = keys.key("rsa", pem=True), keys.key("rsa", pem=True, passphrase="open sesame")
    alone = folder_with(tmp_path, plain.path, locked.path)  # without their .pub files
    shown = describe(alone / plain.path.name)
    assert (shown.format, shown.encrypted, shown.fingerprint) == (KeyFormat.PEM, False, plain.fingerprint)
    hidden = describe(alone / locked.path.name)
    assert (hidden.type, hidden.encrypted, hidden.fingerprint, hidden.problem) == ("RSA", True, "", None)
    beside = describe(locked.path)
    assert (beside.fingerprint, beside.comment) == (locked.fingerprint, "user-rsa")


@pytest.mark.parametrize("form", ["RFC4716", "PEM"])
def test_keys_of_kinds_that_are_of_no_use_are_named(tmp_path: Path, form: str) -> None:
    path = tmp_path / "id_dsa"
    path.write_text(dsa_key.PRIVATE[form])
    path.with_name("id_dsa.pub").write_text(f"{dsa_key.PUBLIC_LINE}\n")
    key = describe(path)
    assert as_ssh_keygen_says(key) == dsa_key.SAID
    assert key.problem
    assert "not supported" in key.problem.facts["detail"]


def test_keys_in_tokens(tmp_path: Path) -> None:
    blob = join_strings(b"sk-ssh-ed25519@openssh.com", bytes(range(32)), b"ssh:")
    line = PublicKey("sk-ssh-ed25519@openssh.com", blob).line()
    path = tmp_path / "id_ed25519_sk.pub"
    path.write_text(f"{line} yubi\n")
    key = describe(path)
    assert as_ssh_keygen_says(key) == ssh_keygen("-lv", "-f", str(path))
    assert key.is_token
    assert not key.has_private


def test_a_folder(keys: KeyMaker, tmp_path: Path) -> None:
    """Private keys with what lies beside them, public ones alone; and nothing that is no key."""
    first, second, agents = keys.key(), keys.key("ecdsa"), keys.key("rsa", name="agents")
    certified = keys.certificate(keys.key(), ca=keys.key(name="ca"), principals=["me"], name="in-folder")
    folder = folder_with(
        tmp_path, first.path, first.public_path, agents.public_path, certified.public_path, certified.certificate_path
    )
    (folder / "work").mkdir()
    shutil.copy2(second.path, folder / "work" / "key")
    (folder / "config").write_text("Host *\n    IdentityFile ~/.ssh/PRIVATE KEY\n")
    (folder / "authorized_keys").write_text(f"{first.public_line}\n")
    (folder / "known_hosts").write_text(f"gate {first.public_line}\n")
    (folder / "big").write_bytes(bytes(100_000))
    (folder / "empty").touch()
    (folder / "broken.pub").write_text("hello\n")
    (folder / "dangling").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
        found = keys_below(folder)
    names = [Path(key.path).relative_to(folder).as_posix() for key in found]
    assert names == [first.path.name, "work/key", agents.public_path.name, certified.public_path.name]
    assert [key.has_private for key in found] == [True, True, False, False]
    assert found[-1].certificate
    assert keys_below(tmp_path / "missing") == []


def test_what_is_wrong_with_a_key_is_told(keys: KeyMaker, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, keys.key().path)
    path = folder / keys.key().path.name
    path.chmod(0o640)
    assert (describe(path).too_open, describe(path).permissions) == (True, "0640")
    path.with_name(path.name + ".pub").write_text(f"{keys.key('ecdsa').public_line}\n")
    problem = describe(path).problem
    assert problem
    assert "belongs to another key" in problem.facts["detail"]
    path.write_bytes(path.read_bytes()[:80] + b"\n-----END OPENSSH PRIVATE KEY-----\n")
    problem = describe(path).problem
    assert problem
    assert "damaged" in problem.facts["detail"]
    missing = describe(folder / "missing").problem
    assert missing
    assert "No such file" in missing.facts["detail"]
    (folder / "text").write_text("hello")
    none = describe(folder / "text").problem
    assert none
    assert "not a private key" in none.facts["detail"]


def test_the_agents_own_keys(keys: KeyMaker) -> None:
    made = keys.key()
    key = describe_key(parse_public_line(made.public_line))
    assert as_ssh_keygen_says(key) == ssh_keygen("-lv", "-f", str(made.public_path))
    assert (key.path, key.has_private) == ("", False)
