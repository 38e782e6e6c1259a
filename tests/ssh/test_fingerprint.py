"""Fingerprints and pictures of keys are those of ssh-keygen."""

import base64
import subprocess

import pytest

from tests.support.keys import KEY_TYPES, KeyMaker
from towpath.ssh.fingerprint import KeyName, fingerprint, key_name, md5_fingerprint, randomart

TITLES = {
    "ed25519": ("ED25519", 256),
    "rsa": ("RSA", 2048),
    "ecdsa": ("ECDSA", 256),
    "ecdsa-384": ("ECDSA", 384),
    "ecdsa-521": ("ECDSA", 521),
}


@pytest.mark.parametrize("key_type", KEY_TYPES)
def test_is_what_ssh_keygen_prints(key_type: str, keys: KeyMaker) -> None:
    for name in ("first", "second", "third"):
        key = keys.key(key_type, name=name)
        blob = base64.b64decode(key.public_line.split()[1])
        assert fingerprint(blob) == key.fingerprint
        assert randomart(blob, *TITLES[key_type]) == key.randomart
        assert key_name(blob) == KeyName(*TITLES[key_type])
        said = subprocess.run(
            ["ssh-keygen", "-l", "-E", "md5", "-f", key.public_path], capture_output=True, text=True, check=True
        )
        assert said.stdout.split()[1] == md5_fingerprint(blob)


@pytest.mark.parametrize("blob", [b"", b"\0\0\0\7ssh-rsa", b"\0\0\0\1\xff"])
def test_a_damaged_key_has_no_name(blob: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut short|decode"):
        key_name(blob)


def test_a_title_that_is_too_long_loses_the_size() -> None:
    lines = randomart(b"any key", "ED25519-CERTIFIED", 256).splitlines()
    assert lines[0] == "+[ED25519-CERTIFIED]+"
    assert len(lines) == 11
