"""PuTTY's key files, made by puttygen(1), opened by us."""

import dataclasses
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.keys import KEY_TYPES, KeyMaker
from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.key_file import KeyFile
from towpath.ssh.keys import PassphraseMissing, PassphraseWrong, parse_public_line
from towpath.ssh.ppk import Ppk

needs_puttygen = pytest.mark.skipif(not shutil.which("puttygen"), reason="puttygen is not installed")
pytestmark = needs_puttygen


def puttygen(folder: Path, made: Path, *parameters: str, passphrase: str = "") -> Path:
    """The key in PuTTY's format; `parameters` are those of --ppk-param."""
    (folder / "passphrase").write_text(passphrase)
    ppk = folder / f"{made.name}.ppk"
    options = ["-O", "private", "-o", str(ppk), "--new-passphrase", str(folder / "passphrase")]
    if parameters:
        options += ["--ppk-param", ",".join(parameters)]
    subprocess.run(["puttygen", str(made), *options], check=True, timeout=20, capture_output=True)
    return ppk


@pytest.mark.parametrize("passphrase", ["", "open sesame"])
@pytest.mark.parametrize("version", ["2", "3"])
@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_all_types(keys: KeyMaker, tmp_path: Path, key_type: str, version: str, passphrase: str) -> None:
    made = keys.key(key_type)
    parameters = [f"version={version}", *(["passes=1", "memory=64"] if version == "3" else [])]
    ppk = puttygen(tmp_path, made.path, *parameters, passphrase=passphrase)
    public = parse_public_line(made.public_line)
    file = KeyFile.read(ppk)
    assert file.public == public, "the comment, too"
    if passphrase:
        with pytest.raises(PassphraseMissing):
            file.open()
        with pytest.raises(PassphraseWrong):
            file.open("wrong")
    key = file.open(passphrase or None)
    assert key.public == dataclasses.replace(public, comment="")
    assert key.fields() == KeyFile.read(made.path).open().fields()


@pytest.mark.parametrize("kind", ["argon2i", "argon2d", "argon2id"])
def test_all_derivations(keys: KeyMaker, tmp_path: Path, kind: str) -> None:
    ppk = puttygen(tmp_path, keys.key().path, f"kdf={kind}", "passes=2", "memory=64", passphrase="open sesame")
    assert f"Key-Derivation: {kind.replace('a', 'A', 1)}" in ppk.read_text()
    assert KeyFile.read(ppk).open("open sesame").public.type == "ssh-ed25519"


def test_a_passphrase_beyond_ascii(keys: KeyMaker, tmp_path: Path) -> None:
    ppk = puttygen(tmp_path, keys.key().path, "passes=1", "memory=64", passphrase="schlüssel")
    assert KeyFile.read(ppk).open("schlüssel").public.type == "ssh-ed25519"


def test_lines_as_windows_ends_them(keys: KeyMaker, tmp_path: Path) -> None:
    ppk = puttygen(tmp_path, keys.key().path)
    ppk.write_bytes(ppk.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert KeyFile.read(ppk).open().public.type == "ssh-ed25519"


def changed(content: bytes) -> Sequence[bytes]:
    """One character of each line is another one."""
    lines = content.splitlines(keepends=True)
    return [
        b"".join(
            [*lines[:number], line[:-3] + (b"0" if line[-3:-2] != b"0" else b"1") + line[-2:], *lines[number + 1 :]]
        )
        for number, line in enumerate(lines)
    ]


def test_what_was_tampered_with_is_refused(keys: KeyMaker, tmp_path: Path) -> None:
    content = puttygen(tmp_path, keys.key("rsa").path).read_bytes()
    path = tmp_path / "tampered.ppk"
    path.touch(mode=0o600)
    for tampered in changed(content):
        path.write_bytes(tampered)
        with pytest.raises(TowpathError) as caught:
            KeyFile.read(path).open()
        assert caught.value.problem.kind is ProblemKind.KEY_UNREADABLE


def test_every_beginning_of_a_file_is_refused(keys: KeyMaker, tmp_path: Path) -> None:
    content = puttygen(tmp_path, keys.key().path).read_bytes()
    for length in range(0, len(content) - 2, 7):
        with pytest.raises(ValueError, match="damaged"):
            Ppk(content[:length]).open(None)


@pytest.mark.parametrize("version", ["1", "4"])
def test_a_version_that_nobody_knows_is_named(keys: KeyMaker, tmp_path: Path, version: str) -> None:
    content = puttygen(tmp_path, keys.key().path, "version=2").read_bytes()
    with pytest.raises(ValueError, match=f"version {version} of PuTTY's format is not known"):
        Ppk(content.replace(b"Key-File-2", f"Key-File-{version}".encode()))


@pytest.mark.parametrize(
    ("usual", "wished"),
    [("Argon2-Memory: 64", "Argon2-Memory: 4000000000"), ("Argon2-Passes: 1", "Argon2-Passes: 2000000000")],
)
def test_neither_memory_nor_time_is_given_away(keys: KeyMaker, tmp_path: Path, usual: str, wished: str) -> None:
    ppk = puttygen(tmp_path, keys.key().path, "passes=1", "memory=64", passphrase="open sesame")
    content = ppk.read_text()
    assert usual in content
    ppk.write_text(content.replace(usual, wished))
    with pytest.raises(TowpathError, match="not one that PuTTY makes"):
        KeyFile.read(ppk).open("open sesame")


def test_dsa_is_named(tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("")
    ppk = tmp_path / "dsa.ppk"
    options = ["-t", "dsa", "-b", "1024", "-o", str(ppk), "--new-passphrase", str(tmp_path / "passphrase")]
    subprocess.run(["puttygen", *options, "-q"], check=True, timeout=60, capture_output=True)
    file = KeyFile.read(ppk)
    assert file.public
    assert file.public.type == "ssh-dss"
    with pytest.raises(TowpathError, match="ssh-dss are not supported"):
        file.open()
