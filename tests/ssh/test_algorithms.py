"""The algorithms that a user wants: just those, in their order, on real servers."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ssh.person import Computer, hop_to
from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from towpath.model import algorithm_names
from towpath.model.connection import Algorithms
from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.algorithms import OURS, proposal

EVERY_ONE = """\
Ciphers aes128-ctr,aes256-ctr,aes256-cbc,3des-cbc,aes256-gcm@openssh.com,aes128-gcm@openssh.com
KexAlgorithms curve25519-sha256,ecdh-sha2-nistp384,diffie-hellman-group14-sha256,diffie-hellman-group16-sha512
MACs hmac-sha2-512,hmac-sha2-256-etm@openssh.com,hmac-sha1
"""


@pytest.fixture
def computer() -> Computer:
    return Computer(Path.home())


@pytest.fixture(scope="module")
def server(servers_directory: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Takes old algorithms, too, and logs which ones were agreed on."""
    with Sshd(
        servers_directory,
        name="algorithms",
        host_key_types=("ed25519", "ecdsa", "rsa"),
        authorized=[user_key],
        extra=EVERY_ONE,
        verbose=["kex.c:*choose_*"],
    ) as running:
        yield running


def agreed(computer: Computer, server: Sshd, user_key: KeyFile, wanted: Algorithms) -> dict[str, str]:
    """What the server's log says of a login with these."""
    mark = server.mark()
    computer.login(replace(hop_to(server, user_key), algorithms=wanted)).close()
    log = server.log_text(since=mark)
    found = dict(re.findall(r"kex: (algorithm|host key algorithm): (\S+)", log))
    cipher = re.search(r"kex: client->server cipher: (\S+) MAC: (\S+)", log)
    assert cipher
    return {**found, "cipher": cipher[1], "mac": cipher[2]}


@pytest.mark.parametrize("cipher", ["aes256-ctr", "aes256-cbc", "3des-cbc", "aes256-gcm@openssh.com"])
def test_cipher(computer: Computer, server: Sshd, user_key: KeyFile, cipher: str) -> None:
    wanted = Algorithms(ciphers=("chacha20-poly1305@openssh.com", cipher, "aes128-ctr"))
    assert agreed(computer, server, user_key, wanted)["cipher"] == cipher


@pytest.mark.parametrize("mac", ["hmac-sha2-512", "hmac-sha1"])
def test_mac(computer: Computer, server: Sshd, user_key: KeyFile, mac: str) -> None:
    wanted = Algorithms(ciphers=("aes128-ctr",), macs=("umac-128-etm@openssh.com", mac))
    assert agreed(computer, server, user_key, wanted)["mac"] == mac


@pytest.mark.parametrize("kex", ["curve25519-sha256", "ecdh-sha2-nistp384", "diffie-hellman-group16-sha512"])
def test_key_exchange(computer: Computer, server: Sshd, user_key: KeyFile, kex: str) -> None:
    wanted = Algorithms(key_exchange=("sntrup761x25519-sha512@openssh.com", kex, "diffie-hellman-group14-sha256"))
    assert agreed(computer, server, user_key, wanted)["algorithm"] == kex


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (("ssh-rsa", "rsa-sha2-256"), "rsa-sha2-256"),
        (("ecdsa-sha2-nistp256", "ssh-ed25519"), "ecdsa-sha2-nistp256"),
        (("ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519"), "ssh-ed25519"),
    ],
)
def test_host_key(computer: Computer, server: Sshd, user_key: KeyFile, wanted: tuple[str, ...], shown: str) -> None:
    said = agreed(computer, server, user_key, Algorithms(host_keys=wanted))
    assert said["host key algorithm"] == shown


def test_a_known_host_key_comes_first_within_the_list(computer: Computer, server: Sshd, user_key: KeyFile) -> None:
    computer.known_hosts.parent.mkdir()
    computer.known_hosts.write_text(f"[127.0.0.1]:{server.port} {server.host_key_line('rsa')}\n")
    wanted = Algorithms(host_keys=("ssh-ed25519", "rsa-sha2-512"))
    assert agreed(computer, server, user_key, wanted)["host key algorithm"] == "rsa-sha2-512"


def test_without_a_wish_they_are_ours(computer: Computer, server: Sshd, user_key: KeyFile) -> None:
    assert proposal(Algorithms(), "gate") == OURS
    said = agreed(computer, server, user_key, Algorithms())
    assert (said["cipher"], said["algorithm"]) == ("aes128-gcm@openssh.com", "curve25519-sha256")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Algorithms(ciphers=("chacha20-poly1305@openssh.com",)), "cipher: this connection allows chacha20-poly1305"),
        (Algorithms(key_exchange=("diffie-hellman-group1-sha1",)), "key exchange: this connection allows"),
        (Algorithms(macs=("umac-64@openssh.com",)), "MAC: this connection allows umac-64@openssh.com, Towpath has"),
        (Algorithms(host_keys=("ssh-rsa", "ssh-dss")), "host key: this connection allows ssh-rsa, ssh-dss"),
    ],
)
def test_nothing_that_is_possible_here(
    computer: Computer, server: Sshd, user_key: KeyFile, wanted: Algorithms, said: str
) -> None:
    mark = server.mark()
    with pytest.raises(TowpathError) as raised:
        computer.login(replace(hop_to(server, user_key), algorithms=wanted))
    assert raised.value.problem.kind is ProblemKind.NO_COMMON_ALGORITHM
    assert said in str(raised.value)
    assert "of this connection" in str(raised.value)
    assert not server.log_text(since=mark)


def test_nothing_that_the_server_has(computer: Computer, server: Sshd, user_key: KeyFile) -> None:
    with pytest.raises(TowpathError) as raised:
        computer.login(replace(hop_to(server, user_key), algorithms=Algorithms(ciphers=("aes192-ctr",))))
    assert raised.value.problem.kind is ProblemKind.NO_COMMON_ALGORITHM
    assert "we have aes192-ctr" in str(raised.value)
    assert "change the algorithms of this connection" in str(raised.value)


def test_what_is_offered_while_one_types_is_possible() -> None:
    assert set(algorithm_names.CIPHERS) <= set(OURS.ciphers)
    assert set(algorithm_names.KEY_EXCHANGES) <= set(OURS.key_exchange)
    assert set(algorithm_names.MACS) <= set(OURS.macs)
    assert set(algorithm_names.KEYS) <= set(OURS.host_keys)
