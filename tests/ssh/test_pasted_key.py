"""Fingerprints and keys as people pass them on."""

import base64
import hashlib
import subprocess

import pytest

from tests.support.keys import KEY_TYPES, KeyFile, KeyMaker
from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.pasted_key import read_fingerprint, read_public_key


def ssh_keygen_l(key: KeyFile, *options: str) -> str:
    command = ["ssh-keygen", "-l", *options, "-f", str(key.public_path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_however_it_is_written(key_type: str, keys: KeyMaker) -> None:
    key = keys.key(key_type, name="pasted")
    sha = key.fingerprint
    bare = sha.removeprefix("SHA256:")
    blob = base64.b64decode(key.public_line.split()[1])
    hexadecimal = hashlib.sha256(blob).hexdigest()
    for text in (
        sha,
        bare,
        bare + "=",
        sha + "=",
        f"  {sha}\n",
        sha.replace("SHA256", "sha256"),
        f"SHA256 {bare}",
        f"\u201c{sha}\u201d",
        f"\u00a0`{sha}`\u200b",
        f"Its fingerprint is {sha}. Best regards",
        f"{sha[:20]}\n{sha[20:]}",
        hexadecimal,
        ":".join(hexadecimal[at : at + 2] for at in range(0, 64, 2)).upper(),
        ssh_keygen_l(key),
        ssh_keygen_l(key, "-v"),
        key.public_line,
        f"gate.example,10.0.0.1 {key.public_line}",
        f"# gate.example:22 SSH-2.0-OpenSSH\ngate.example {key.public_line}\n",
    ):
        assert read_fingerprint(text) == sha, text


def test_the_old_kind(keys: KeyMaker) -> None:
    key = keys.key(name="pasted")
    line = ssh_keygen_l(key, "-E", "md5")
    md5 = line.split()[1]
    bare = md5.removeprefix("MD5:")
    for text in (
        md5,
        bare,
        bare.upper(),
        bare.replace(":", ""),
        line,
        f"\u2018{bare}\u2019",
        f"{bare[:24]}\n{bare[24:]}",
    ):
        assert read_fingerprint(text) == md5, text


@pytest.mark.parametrize(
    "text", ["", "hello", "SHA256:", "SHA256:tooshort", "MD5:12:34", "a" * 42, "a" * 44, "ssh-ed25519 AAAA", "f" * 63]
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(TowpathError, match="no fingerprint is in it") as error:
        read_fingerprint(text)
    assert error.value.problem.kind is ProblemKind.INVALID


def test_several_are_not_guessed_about(keys: KeyMaker) -> None:
    text = keys.key(name="one").fingerprint + "\n" + keys.key(name="two").fingerprint
    with pytest.raises(TowpathError, match="several"):
        read_fingerprint(text)


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_a_key_comes_with_its_comment(key_type: str, keys: KeyMaker) -> None:
    line = keys.key(key_type, name="pasted").public_line
    key_type, encoded, comment = line.split(None, 2)
    for text in (line, f"  \u201c{line}\u201d\n", f"gate.example {line}", f"@cert-authority *.example {line}"):
        key = read_public_key(text)
        assert (key.type, key.blob, key.comment) == (key_type, base64.b64decode(encoded), comment)
    assert read_public_key(f"{line} a\x1b[2J\u202eb").comment == f"{comment} a[2Jb"
