"""`up --unattended` and the systemd unit that runs it: no person, no keyring, and clear ends."""

import os
import shlex
import shutil
import signal
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import AtTerminal, Started, towpath
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model.state import Status
from towpath.store.paths import find_profile
from towpath.store.secrets import NoSecrets
from towpath.store.systemd_unit import unit_name, unit_text

DIRECTIVES = (
    "Type=notify",
    "Restart=on-failure",
    "RestartPreventExitStatus=2 3",
    "WantedBy=default.target",
)


class Manager:
    """The service manager's end of sd_notify(3)."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.setblocking(False)
        self.told: list[str] = []

    def was_told(self, state: str) -> bool:
        try:
            while True:
                self.told.append(self._socket.recv(4096).decode())
        except BlockingIOError:
            return state in self.told

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    found = Manager(tmp_path)
    yield found
    found.close()


def units() -> Path:
    return Path(os.environ["XDG_CONFIG_HOME"]) / "systemd" / "user"


@pytest.mark.parametrize(
    "name", ["lab", "a b", "über/straße", ".hidden", "100%", "a-b_c.d", 'quo"te', "back\\slash", "$HOME"]
)
def test_names_are_escaped_as_systemd_does_and_the_unit_is_valid(name: str, tmp_path: Path) -> None:
    if not shutil.which("systemd-escape") or not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    escaped = subprocess.run(
        ["systemd-escape", "--", name], capture_output=True, text=True, timeout=10, check=True
    ).stdout.strip()
    assert unit_name([name]) == f"towpath-{escaped}.service"
    path = tmp_path / unit_name([name])
    path.write_text(unit_text(["/bin/true"], tmp_path / "pro file", [name]))
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(path)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    complaints = [line for line in verified.stderr.splitlines() if "towpath-" in line]
    assert (verified.returncode, complaints) == (0, []), verified.stderr


def test_the_unit_is_written_once_and_nobody_elses_file_is_touched(sshd: Sshd, user_key: KeyFile) -> None:
    save(connection("my lab", hop(sshd, user_key)))
    written = towpath("up", "--unit", "my lab")
    assert (written.code, written.err) == (0, "")
    path = units() / "towpath-my\\x20lab.service"
    assert f"Wrote {path}." in written.out
    assert "systemctl --user enable --now 'towpath-my\\x20lab.service'" in written.out
    assert "systemctl --user daemon-reload" in written.out
    assert "loginctl enable-linger" in written.out
    text = path.read_text()
    assert all(f"\n{line}\n" in text for line in DIRECTIVES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert towpath("up", "--unit", "my lab").code == 0, "our own is replaced"
    path.write_text("[Service]\nExecStart=/bin/true\n")
    refused = towpath("up", "--unit", "my lab")
    assert refused.code == 2
    assert f"towpath: {path}: this unit was not written by Towpath" in refused.err
    assert path.read_text().startswith("[Service]")
    assert towpath("up", "--unit", "nobody").code == 1
    assert len(list(units().iterdir())) == 1
    assert unit_name(["lab:web", "db"]) == "towpath-lab_web_db.service"


def command_of(unit: Path) -> list[str]:
    """ExecStart as systemd splits it, for words without specifiers and escapes."""
    line = next(line for line in unit.read_text().splitlines() if line.startswith("ExecStart="))
    return shlex.split(line.removeprefix("ExecStart="))


def test_the_service_is_ready_when_it_is_up_and_says_when_it_ends(
    sshd: Sshd, user_key: KeyFile, site: HttpServer, manager: Manager, tmp_path: Path
) -> None:
    know(sshd)
    port = free_port()
    save(connection("lab", hop(sshd, user_key), forward("web", site.port, listen=port)))
    assert towpath("up", "--unit", "lab").code == 0
    command = command_of(units() / "towpath-lab.service")
    assert command[-4:] == ["up", "--unattended", "--", "lab"]
    assert Path(command[0]).is_absolute()
    # What a user manager gives: no terminal, no XDG folders of a desktop, no agent.
    env = {"HOME": os.environ["HOME"], "PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": manager.address}
    env["XDG_RUNTIME_DIR"] = os.environ["XDG_RUNTIME_DIR"]
    with Started(*command[1:], env=env, program=command[:1]) as service:
        wait_for(lambda: manager.was_told("READY=1"), timeout=30, what=lambda: service.out + service.err)
        with socket.create_connection(("127.0.0.1", port)):
            pass
        assert "STOPPING=1" not in manager.told
        done = service.end(signal.SIGTERM)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"lab: web: 127.0.0.1:{port} -> 127.0.0.1:{site.port}\n"
    assert manager.was_told("STOPPING=1")


def test_nothing_is_asked_even_at_a_terminal(password_sshd: Sshd) -> None:
    know(password_sshd)
    save(connection("asks", hop(password_sshd), reconnect=True))
    with AtTerminal("up", "--unattended", "asks") as up:
        done = up.end()
    assert done.code == 3
    assert "password" not in done.out
    assert "there is nobody to ask" in done.err


def test_what_only_one_of_two_cannot_do_does_not_end_the_other(
    sshd: Sshd, password_sshd: Sshd, user_key: KeyFile
) -> None:
    know(sshd, password_sshd)
    save(connection("lab", hop(sshd, user_key)), connection("asks", hop(password_sshd)))
    with Started("up", "--unattended", "asks", "lab") as up:
        up.wait_for("lab: connected")
        wait_for(lambda: "asks: cannot go on" in up.err, what=lambda: up.err)
        assert up.end(signal.SIGTERM).code == 0


def test_a_server_that_is_not_there_yet_is_waited_for(user_key: KeyFile, manager: Manager, tmp_path: Path) -> None:
    """At boot the network, or the gateway, may come later."""
    server = Sshd(tmp_path, port=free_port(), authorized=[user_key])
    know(server)
    save(connection("lab", hop(server, user_key), reconnect=True))
    env = {**os.environ, "NOTIFY_SOCKET": manager.address}
    with Started("up", "--unattended", "lab", env=env) as up:
        wait_for(lambda: "lab: cannot reach" in up.err, timeout=30, what=lambda: up.err)
        wait_for(lambda: manager.was_told("READY=1"), what=lambda: up.err)
        with server:
            wait_for(lambda: "lab: up" in up.err, timeout=30, what=lambda: up.err)
            assert up.end(signal.SIGTERM).code == 0


def test_one_that_may_not_reconnect_fails_at_once(user_key: KeyFile, tmp_path: Path) -> None:
    server = Sshd(tmp_path, port=free_port(), authorized=[user_key])
    know(server)
    save(connection("lab", hop(server, user_key)))
    done = towpath("up", "--unattended", "lab")
    assert done.code == 1
    assert "connection refused" in done.err


def test_it_watches_in_another_ones_engine_and_ends_with_it(sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)), connection("plain", hop(sshd, user_key)))
    with Started("up", "plain") as first:
        first.wait_for("Ctrl-C")
        with Started("up", "--unattended", "lab") as service:
            service.wait_for("lab: connected")
            first.end(signal.SIGTERM)
            done = service.end()
    assert done.code == 1, "so that the service manager starts it anew"


def test_it_follows_its_connections_into_a_window_that_takes_over(sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    profile = find_profile()
    with Started("up", "--unattended", "lab") as service:
        service.wait_for("lab: connected")
        window = open_profile(
            profile.folder, EngineKind.WINDOW, lambda: replace(parts_of(profile), keyring=NoSecrets())
        )
        assert isinstance(window, Owned)
        try:
            wait_for(lambda: service.out.count("lab: connected") == 2, timeout=20, what=lambda: service.out)
            state = window.engine.snapshot().named("lab")
            assert state
            assert state.status is Status.UP
        finally:
            window.close()
        done = service.end()
    assert done.code == 1, "so that the service manager starts it anew"
    assert "lost touch with the running Towpath" in done.err
