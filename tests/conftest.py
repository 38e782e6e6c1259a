"""Fixtures for every test: a private home, no leaks, no unexpected warnings, and shared real servers."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support import private_home
from tests.support.desktop import (
    GnomeKeyring,
    SessionBus,
    XEmbedHost,
    Xvfb,
    missing_programs,
)
from tests.support.guards import no_leaks, no_unexpected_logs
from tests.support.keys import KeyFile, KeyMaker
from tests.support.message_service import MessageService
from tests.support.pam import PamService, pam_missing
from tests.support.sshd import Sshd
from tests.support.tcp import TcpServers
from tests.support.tray_watcher import TrayWatcher

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything loads Qt


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: takes many minutes; deselected unless asked for (dev.py soak)")
    config.addinivalue_line(
        "markers", "expects_log(*regex): WARNING and above from towpath and paramiko that this test provokes"
    )


@pytest.fixture(autouse=True)
def _private_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """HOME and the XDG folders are new for each test, with a path short enough for Unix sockets.

    OpenSSH's programs take the home from the user database all the same: give them -F.
    """
    directory = Path(tempfile.mkdtemp(prefix="towpath-test-"))
    for variable, folder in private_home.folders(directory).items():
        monkeypatch.setenv(variable, folder)
    for variable in private_home.OF_THE_USER:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_garbage_collected() -> Iterator[None]:
    """As in the window program (qt/garbage.py): a widget deleted in another thread, or in a painting, ends the run."""
    gc.disable()
    yield
    gc.enable()
    gc.collect(1)


@pytest.fixture(autouse=True)
def _guards(request: pytest.FixtureRequest, _private_home: None) -> Iterator[None]:
    """Each test ends its threads, processes and listeners, and warns of nothing it does not expect."""
    expected = [regex for mark in request.node.iter_markers("expects_log") for regex in mark.args]
    with no_unexpected_logs(expected), no_leaks():
        yield


@pytest.fixture(scope="session")
def servers_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shared servers keep their files."""
    return tmp_path_factory.mktemp("servers")


@pytest.fixture(scope="session")
def keys(servers_directory: Path) -> KeyMaker:
    """Makes keys and certificates; the same kind is made once."""
    return KeyMaker(servers_directory / "keys")


@pytest.fixture(scope="session")
def user_key(keys: KeyMaker) -> KeyFile:
    """An ed25519 key that the shared servers accept."""
    return keys.key()


@pytest.fixture(scope="session")
def hop_sshds(servers_directory: Path, user_key: KeyFile) -> Iterator[Sequence[Sshd]]:
    """Three servers that take `user_key`: gateway, next hop, inner machine. Restore what you change."""
    with ExitStack() as running:
        names = ("gateway", "middle", "inner")
        yield [running.enter_context(Sshd(servers_directory, name=name, authorized=[user_key])) for name in names]


@pytest.fixture(scope="session")
def sshd(hop_sshds: Sequence[Sshd]) -> Sshd:
    """A server that takes `user_key`."""
    return hop_sshds[0]


@pytest.fixture(scope="session")
def inner_sshd(hop_sshds: Sequence[Sshd]) -> Sshd:
    """Another server that takes `user_key`, to be reached through `sshd`."""
    return hop_sshds[2]


@pytest.fixture(scope="session")
def password_sshd(servers_directory: Path) -> Iterator[Sshd]:
    """Takes `.pam.password`, by the methods password and keyboard-interactive."""
    yield from _pam_sshd(servers_directory, "password")


@pytest.fixture(scope="session")
def otp_sshd(servers_directory: Path) -> Iterator[Sshd]:
    """Asks for `.pam.password` and then `.pam.code()`, by keyboard-interactive."""
    yield from _pam_sshd(servers_directory, "otp", code=True)


@pytest.fixture(scope="session")
def key_otp_sshd(servers_directory: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Wants `user_key`, and after it password and code."""
    methods = "publickey,keyboard-interactive"
    yield from _pam_sshd(servers_directory, "key-otp", code=True, authorized=[user_key], auth_methods=methods)


@pytest.fixture(scope="session")
def tcp_servers() -> Iterator[TcpServers]:
    """Echo, answer after EOF, and big streams."""
    with TcpServers() as servers:
        yield servers


def _pam_sshd(
    directory: Path,
    name: str,
    *,
    code: bool = False,
    authorized: Sequence[KeyFile] = (),
    auth_methods: str = "",
) -> Iterator[Sshd]:
    if missing := pam_missing():
        pytest.skip(missing)
    with (
        PamService(directory, code=code) as pam,
        Sshd(directory, name=name, pam=pam, authorized=authorized, auth_methods=auth_methods) as server,
    ):
        yield server


def _need(*programs: str) -> None:
    if missing := missing_programs(*programs):
        pytest.skip(missing)


@pytest.fixture(scope="module")
def xvfb() -> Iterator[Xvfb]:
    """An X server; give its `.env` to the programs that shall appear on it."""
    _need("Xvfb")
    with Xvfb() as display:
        yield display


@pytest.fixture(scope="module")
def session_bus() -> Iterator[SessionBus]:
    """A session bus without any service; give its `.env` to the programs that shall use it."""
    _need("dbus-daemon")
    with SessionBus() as bus:
        yield bus


@pytest.fixture
def tray_watcher(session_bus: SessionBus) -> Iterator[TrayWatcher]:
    """The desktop's side of StatusNotifierItem on `session_bus`."""
    with TrayWatcher(session_bus) as watcher:
        yield watcher


@pytest.fixture
def message_service(session_bus: SessionBus) -> Iterator[MessageService]:
    """Who shows messages on `session_bus`."""
    with MessageService(session_bus) as service:
        yield service


@pytest.fixture(scope="module")
def xembed_host(xvfb: Xvfb) -> Iterator[XEmbedHost]:
    """A window manager and an old-style tray on `xvfb`."""
    _need("openbox", "trayer", "xdotool")
    with XEmbedHost(xvfb) as host:
        yield host


@pytest.fixture(scope="module")
def gnome_keyring(session_bus: SessionBus) -> Iterator[GnomeKeyring]:
    """An unlocked Secret Service on `session_bus`; its `.env` includes the bus."""
    _need("gnome-keyring-daemon")
    with GnomeKeyring(session_bus) as keyring:
        yield keyring
