"""The tests' own sshd, keys, agent and PAM services, proven with OpenSSH's ssh."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.agent import Agent
from tests.support.askpass import Askpass
from tests.support.keys import KEY_TYPES, KeyFile, KeyMaker
from tests.support.pam import PamService, hotp, pam_missing
from tests.support.sshd import Sshd

needs_pam = pytest.mark.skipif(bool(pam_missing()), reason=pam_missing())


def ssh(
    server: Sshd,
    tmp_path: Path,
    *options: str,
    env: dict[str, str] | None = None,
    host: str = "127.0.0.1",
    command: str = "echo in",
) -> subprocess.CompletedProcess[str]:
    known_hosts = tmp_path / "known_hosts"
    known_hosts.write_text(server.known_hosts_lines(host=host))
    argv = ["ssh", "-F", "none", "-o", f"UserKnownHostsFile={known_hosts}", "-o", "GlobalKnownHostsFile=none"]
    argv += [*options, "-o", "IdentitiesOnly=yes", "-p", str(server.port), "-l", server.user, host, command]
    return subprocess.run(
        argv, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False
    )


def with_key(key: KeyFile) -> Sequence[str]:
    return ["-o", "BatchMode=yes", "-o", "PreferredAuthentications=publickey", "-i", str(key.path)]


def test_logs_in_with_every_type_of_key_and_host_key(tmp_path: Path, keys: KeyMaker) -> None:
    authorized = [keys.key(key_type) for key_type in KEY_TYPES]
    with Sshd(tmp_path, host_key_types=("ed25519", "rsa", "ecdsa"), authorized=authorized) as server:
        for key in authorized:
            done = ssh(server, tmp_path, *with_key(key), command='echo "$HOME"')
            assert (done.stdout.strip(), done.stderr) == (str(server.home), "")
        assert len(server.logins()) == len(authorized)
        assert authorized[0].fingerprint in server.logins()[0]
        mark = server.mark()
        assert ssh(server, tmp_path, *with_key(keys.key(name="stranger"))).returncode == 255
        assert not server.logins(since=mark)
        assert server.auth_requests(since=mark) == [(server.user, "none"), (server.user, "publickey")]
        before = server.known_hosts_lines()
        server.swap_host_key()
        assert before != server.known_hosts_lines()
        assert ssh(server, tmp_path, *with_key(authorized[0])).stdout == "in\n"
        server.kill()
        server.start()
        assert ssh(server, tmp_path, *with_key(authorized[0])).stdout == "in\n"


def test_listens_on_ipv6_too(tmp_path: Path, user_key: KeyFile) -> None:
    with Sshd(tmp_path, addresses=("127.0.0.1", "::1"), authorized=[user_key]) as server:
        assert ssh(server, tmp_path, *with_key(user_key)).stdout == "in\n"
        assert ssh(server, tmp_path, *with_key(user_key), host="::1").stdout == "in\n"


def test_accepts_an_agents_key_and_a_certificate(tmp_path: Path, keys: KeyMaker) -> None:
    ca = keys.key(name="user-ca")
    locked = keys.key("rsa", passphrase="open sesame", name="locked")
    with Agent() as agent, Sshd(tmp_path, authorized=[locked], user_ca=ca) as server:
        agent.add(locked)
        env = {**os.environ, "SSH_AUTH_SOCK": str(agent.socket)}
        by_agent = ["-o", "BatchMode=yes", "-o", "IdentitiesOnly=no"]
        assert ssh(server, tmp_path, *by_agent, env=env).stdout == "in\n"
        for key_type in ("ed25519", "rsa", "ecdsa"):
            plain = keys.key(key_type, name="plain")
            assert ssh(server, tmp_path, *with_key(plain)).returncode == 255
            certified = keys.certificate(plain, ca=ca, principals=[server.user])
            assert ssh(server, tmp_path, *with_key(certified)).stdout == "in\n"


def test_forwards_are_seen_in_the_log(hop_sshds: Sequence[Sshd], user_key: KeyFile, tmp_path: Path) -> None:
    first, second, third = hop_sshds
    mark = first.mark(), second.mark()
    config = tmp_path / "config"
    lines = [f"IdentityFile {user_key.path}", "IdentitiesOnly yes", "BatchMode yes"]
    lines += [f"UserKnownHostsFile {tmp_path}/known", "StrictHostKeyChecking no", f"User {first.user}"]
    for name, server in zip(("one", "two", "three"), hop_sshds, strict=True):
        lines += [f"Host {name}", "HostName 127.0.0.1", f"Port {server.port}"]
    config.write_text("\n".join(lines) + "\n")
    argv = ["ssh", "-F", str(config), "-J", "one,two", "three", "echo in"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "in\n", done.stderr
    assert first.forwarded_to(since=mark[0]) == [f"127.0.0.1:{second.port}"]
    assert second.forwarded_to(since=mark[1]) == [f"127.0.0.1:{third.port}"]


@needs_pam
@pytest.mark.parametrize("method", ["password", "keyboard-interactive"])
def test_pam_asks_for_the_password(password_sshd: Sshd, tmp_path: Path, method: str) -> None:
    assert password_sshd.pam
    preferred = ["-o", f"PreferredAuthentications={method}", "-o", "NumberOfPasswordPrompts=1"]
    good = Askpass(tmp_path / "good", [password_sshd.pam.password])
    assert ssh(password_sshd, tmp_path, *preferred, env=good.env).stdout == "in\n"
    bad = Askpass(tmp_path / "bad", ["wrong"])
    assert ssh(password_sshd, tmp_path, *preferred, env=bad.env).returncode == 255


@needs_pam
def test_pam_asks_for_password_and_code(otp_sshd: Sshd, tmp_path: Path) -> None:
    assert otp_sshd.pam
    once = ["-o", "NumberOfPasswordPrompts=1"]
    for number in range(2):
        askpass = Askpass(tmp_path / f"good{number}", [otp_sshd.pam.password, otp_sshd.pam.code()])
        done = ssh(otp_sshd, tmp_path, *once, env=askpass.env)
        assert done.stdout == "in\n", (done.stderr, otp_sshd.log_text()[-3000:])
        assert "Password:" in askpass.prompts[0]
        assert "One-time password" in askpass.prompts[1]
    for answers in ([otp_sshd.pam.password, otp_sshd.pam.wrong_code()], ["wrong", otp_sshd.pam.code()]):
        bad = Askpass(tmp_path / answers[1], answers)
        assert ssh(otp_sshd, tmp_path, *once, env=bad.env).returncode == 255


@needs_pam
def test_key_then_password_and_code(key_otp_sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    assert key_otp_sshd.pam
    mark = key_otp_sshd.mark()
    askpass = Askpass(tmp_path / "askpass", [key_otp_sshd.pam.password, key_otp_sshd.pam.code()])
    assert ssh(key_otp_sshd, tmp_path, "-i", str(user_key.path), env=askpass.env).stdout == "in\n"
    assert len(askpass.prompts) == 2
    assert "Partial publickey" in key_otp_sshd.log_text(since=mark)
    askpass = Askpass(tmp_path / "keyless", [key_otp_sshd.pam.password, key_otp_sshd.pam.code()])
    assert ssh(key_otp_sshd, tmp_path, env=askpass.env).returncode == 255
    assert not askpass.prompts


@needs_pam
def test_code_by_the_clock(tmp_path: Path) -> None:
    with PamService(tmp_path, code=True, totp=True) as pam, Sshd(tmp_path, pam=pam) as server:
        askpass = Askpass(tmp_path / "askpass", [pam.password, pam.code()])
        assert ssh(server, tmp_path, env=askpass.env).stdout == "in\n"


def test_codes_are_those_of_rfc_4226() -> None:
    """The first values of appendix D."""
    secret = b"12345678901234567890"
    assert [hotp(secret, counter) for counter in range(3)] == ["755224", "287082", "359152"]
