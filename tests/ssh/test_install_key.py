"""Public keys installed on real servers of all kinds, and ssh(1) logging in with them."""

import asyncio
import contextlib
import os
import stat
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.keys import KeyFile, KeyMaker
from tests.support.login import log_in
from tests.support.sshd import Sshd
from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.install_key import Installed, holds, install_key
from towpath.ssh.keys import PublicKey, parse_public_line
from towpath.ssh.session import Session
from towpath.ssh.sftp_channel import SftpChannel

SECONDS = 20
SFTP = "internal-sftp -d {home}"
KINDS = {"normal": (SFTP, ""), "sftp-only": (SFTP, f"ForceCommand {SFTP}\n"), "no-sftp": ("", "")}
"""The subsystem, and further lines of sshd_config."""


@pytest.fixture(scope="module")
def servers(servers_directory: Path, user_key: KeyFile) -> Iterator[dict[str, Sshd]]:
    made: dict[str, Sshd] = {}
    try:
        for kind, (sftp, extra) in KINDS.items():
            name = f"install-{kind}"
            made[kind] = Sshd(
                servers_directory,
                name=name,
                authorized=[user_key],
                reads_home=True,
                sftp=sftp,
                extra=extra.format(home=servers_directory / name / "home"),
            )
            made[kind].start()
        yield made
    finally:
        for server in made.values():
            server.stop()


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest, servers: dict[str, Sshd]) -> Sshd:
    """One that lets in who has the right line in ~/.ssh, which is not there yet."""
    chosen = servers[request.param]
    subprocess.run(["rm", "-rf", str(chosen.home / ".ssh")], check=True)
    chosen.home.chmod(0o755)
    return chosen


@pytest.fixture
def session(server: Sshd, user_key: KeyFile) -> Iterator[Session]:
    made = log_in(server, user_key)
    yield made
    made.close()


def keys_file(server: Sshd) -> Path:
    return server.home / ".ssh" / "authorized_keys"


def install(session: Session, key: PublicKey) -> Installed:
    return asyncio.run(install_key(session, key))


def public(key: KeyFile) -> PublicKey:
    return parse_public_line(key.public_line)


def ssh_logs_in(server: Sshd, key: KeyFile) -> bool:
    """Whether ssh(1) gets in with this key; what it may do then is another question."""
    options = ["-F", "none", "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no"]
    options += ["-o", "UserKnownHostsFile=/dev/null", "-i", str(key.path), "-p", str(server.port)]
    mark = server.mark()
    subprocess.run(
        ["ssh", *options, f"{server.user}@127.0.0.1", "true"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=20,
        check=False,
    )
    return bool(server.logins(since=mark))


def test_installed_twice_there_is_one_line(server: Sshd, session: Session, keys: KeyMaker) -> None:
    new = keys.key("ecdsa", name="to-install")
    assert not ssh_logs_in(server, new)
    first = install(session, public(new))
    assert (first.added, first.remark) == (True, "")
    assert first.file.endswith("/.ssh/authorized_keys")
    assert keys_file(server).read_text() == f"{new.public_line}\n"
    assert stat.S_IMODE(keys_file(server).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys_file(server).parent.stat().st_mode) == 0o700
    assert not install(session, public(new)).added
    assert keys_file(server).read_text() == f"{new.public_line}\n"
    assert ssh_logs_in(server, new)


def test_what_is_no_file_is_left_alone(server: Sshd, session: Session, keys: KeyMaker) -> None:
    """Sites that want no keys there link it to a device."""
    pipe = server.home / "pipe"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    keys_file(server).parent.mkdir(mode=0o700)
    keys_file(server).symlink_to(pipe)
    with pytest.raises(TowpathError) as failure:
        asyncio.run(asyncio.wait_for(install_key(session, public(keys.key("ecdsa", name="to-install"))), SECONDS))
    assert failure.value.problem.kind is ProblemKind.INSTALL_REFUSED
    assert ".ssh/authorized_keys is no plain file there" in str(failure.value)
    assert stat.S_IMODE(pipe.stat().st_mode) == 0o666


def test_lines_of_others_stay(server: Sshd, session: Session, keys: KeyMaker) -> None:
    new, other = keys.key("ecdsa", name="to-install"), keys.key("rsa", name="other")
    keys_file(server).parent.mkdir(mode=0o700)
    before = f'# {new.public_line}\n\nfrom="10.0.0.0/8",command="say \'hi\'" {other.public_line} \n# no end of line'
    keys_file(server).write_text(before)
    keys_file(server).chmod(0o600)
    assert install(session, public(new)).added, "a comment is no key"
    assert keys_file(server).read_text() == f"{before}\n{new.public_line}\n"
    assert not install(session, public(other)).added, "whatever its options are"


def test_a_link_stays_and_rights_of_others_go(server: Sshd, session: Session, keys: KeyMaker) -> None:
    new = keys.key("ecdsa", name="to-install")
    keys_file(server).parent.mkdir(mode=0o700)
    elsewhere = server.home / "keys"
    elsewhere.write_text("")
    elsewhere.chmod(0o664)
    keys_file(server).symlink_to(elsewhere)
    keys_file(server).parent.chmod(0o775)
    assert install(session, public(new)).added
    assert keys_file(server).is_symlink()
    assert elsewhere.read_text() == f"{new.public_line}\n"
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644
    assert stat.S_IMODE(keys_file(server).parent.stat().st_mode) == 0o755


def test_comments_with_anything_in_them(server: Sshd, session: Session, keys: KeyMaker) -> None:
    plain = public(keys.key("ecdsa", name="to-install"))
    key = PublicKey(plain.type, plain.blob, 'it\'s "me" $HOME `id` \\n %s * é')
    assert install(session, key).added
    assert keys_file(server).read_text() == f"{key.line()}\n"
    assert not install(session, key).added


def test_two_at_once_lose_no_line(server: Sshd, user_key: KeyFile, keys: KeyMaker) -> None:
    new: Sequence[PublicKey] = [
        PublicKey("ssh-ed25519", public(keys.key()).blob[:-1] + bytes([number]), f"key {number}") for number in range(8)
    ]
    sessions = [log_in(server, user_key) for _ in range(2)]
    threads = [
        threading.Thread(target=lambda mine=mine, each=each: [install(mine, key) for key in each])
        for mine, each in zip(sessions, (new[:4], new[4:]), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for session in sessions:
        session.close()
    lines = keys_file(server).read_text().splitlines()
    assert sorted(filter(None, lines)) == sorted(key.line() for key in new)


def test_a_home_that_others_can_write_to_is_told(servers: dict[str, Sshd], user_key: KeyFile, keys: KeyMaker) -> None:
    server = servers["normal"]
    server.home.chmod(0o777)
    session = log_in(server, user_key)
    try:
        assert "StrictModes" in install(session, public(keys.key("ecdsa", name="to-install"))).remark
    finally:
        session.close()
        server.home.chmod(0o755)


def test_what_forbids_it_is_said(server: Sshd, session: Session, keys: KeyMaker) -> None:
    (server.home / ".ssh").write_text("not a folder")
    with pytest.raises(TowpathError) as caught:
        install(session, public(keys.key("ecdsa", name="to-install")))
    assert caught.value.problem.kind is ProblemKind.INSTALL_REFUSED
    assert ".ssh" in caught.value.problem.facts["detail"]
    assert (server.home / ".ssh").read_text() == "not a folder"
    (server.home / ".ssh").unlink()


def test_no_sftp_and_no_shell(servers_directory: Path, user_key: KeyFile, keys: KeyMaker) -> None:
    forced = "ForceCommand echo This account is for tunnels only; exit 1\n"
    with Sshd(servers_directory, name="tunnels-only", authorized=[user_key], sftp="", extra=forced) as server:
        session = log_in(server, user_key)
        try:
            with pytest.raises(TowpathError, match="tunnels only") as caught:
                install(session, public(keys.key("ecdsa", name="to-install")))
        finally:
            session.close()
    assert caught.value.problem.kind is ProblemKind.INSTALL_REFUSED


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", False),
        ("{key}", True),
        ("  {key} comment\n", True),
        ('restrict,command="a b" {key}\n', True),
        ("# {key}\n", False),
        ("   # {key}\n", False),
        ("{key}AAAA\n", False),
    ],
)
def test_which_lines_count(keys: KeyMaker, content: str, expected: bool) -> None:
    key = public(keys.key())
    plain = PublicKey(key.type, key.blob).line()
    assert holds(content.format(key=plain).encode(), key) is expected


@pytest.mark.parametrize("before", ["", "ssh-ed25519 AAAA somebody, without an end"])
def test_whoever_is_killed_at_any_request_leaves_whole_lines(
    servers: dict[str, Sshd], user_key: KeyFile, keys: KeyMaker, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    server, new = servers["normal"], public(keys.key("ecdsa", name="to-install"))
    after = f"{before}\n{new.line()}\n".lstrip()
    really = SftpChannel.request_many

    async def killed(session: Session, number: int) -> bool:
        """The server hears no more than `number` requests of it, and then that the connection ends."""
        died = asyncio.Event()
        loop = asyncio.get_running_loop()
        sent = 0
        unsent: list[tuple[SftpChannel, Any]] = []

        def request_many(channel: SftpChannel, requests: Sequence[Any]) -> None:
            nonlocal sent
            for one in requests:
                if sent < number:
                    sent += 1
                    really(channel, [one])
                else:
                    unsent.append((channel, one))
                    loop.call_soon_threadsafe(died.set)

        monkeypatch.setattr(SftpChannel, "request_many", request_many)
        installing, dying = asyncio.ensure_future(install_key(session, new)), asyncio.ensure_future(died.wait())
        await asyncio.wait((installing, dying), timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
        dying.cancel()
        await asyncio.to_thread(session.close)
        monkeypatch.setattr(SftpChannel, "request_many", really)
        for channel, one in unsent:
            really(channel, [one])
        with contextlib.suppress(TowpathError):
            await installing
        return died.is_set()

    number = 0
    goes_on = True
    while goes_on:
        subprocess.run(["rm", "-rf", str(keys_file(server).parent)], check=True)
        if before:
            keys_file(server).parent.mkdir(mode=0o700)
            keys_file(server).write_text(before)
            keys_file(server).chmod(0o600)
        goes_on = asyncio.run(killed(log_in(server, user_key), number))
        left = keys_file(server).read_text() if keys_file(server).exists() else before
        assert left in (before, after), number
        number += 1
        if left == before:
            again = log_in(server, user_key)
            assert install(again, new).added
            again.close()
        assert keys_file(server).read_text() == after
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (keys_file(server).parent, keys_file(server))]
        assert modes == [0o700, 0o600]
    assert number > 5
