"""A real Jupyter server behind a gateway, where only a forward leads: what it printed is pasted, its page opens, and a
kernel's websocket works."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.jupyter import KERNEL_SECONDS, Jupyter
from tests.support.keys import KeyFile
from tests.support.namespace import Namespace, join, namespaces_missing
from tests.support.process import ROOT
from tests.support.profile import connection, hop, know, save
from tests.support.program import TOWPATH, Started, towpath
from tests.support.sshd import Sshd
from towpath.store.paths import find_profile

Paste = Callable[..., str]
STAYS = "Ctrl-C takes it down."
PORT = 8888
"""Nobody else is in the namespaces."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Namespace]:
    """Where the user and the gateway are."""
    if missing := namespaces_missing():
        pytest.skip(missing)
    with Namespace(tmp_path_factory.mktemp("here"), {}) as made:
        yield made


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Namespace]:
    """Where the inner machine is: it alone knows its name."""
    folder = tmp_path_factory.mktemp("far")
    (folder / "hosts").write_text(f"127.0.0.1 localhost\n10.77.0.2 inner {socket.gethostname()}\n")
    with Namespace(folder, {"/etc/hosts": folder / "hosts"}) as made:
        yield made


@pytest.fixture(scope="module")
def machines(
    here: Namespace, far: Namespace, tmp_path_factory: pytest.TempPathFactory, user_key: KeyFile
) -> Iterator[tuple[Sshd, Sshd]]:
    """The gateway and the inner machine."""
    folder = tmp_path_factory.mktemp("machines")
    _, address = join(here, far)
    with (
        Sshd(folder, name="gateway", authorized=[user_key], enter=here.enter) as gateway,
        Sshd(folder, name="inner", authorized=[user_key], enter=far.enter, addresses=(address,), port=2222) as inner,
    ):
        yield gateway, inner


@pytest.fixture(scope="module")
def jupyter(far: Namespace, machines: tuple[Sshd, Sshd], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jupyter]:
    folder = tmp_path_factory.mktemp("jupyter")
    options = (f"--port={PORT}", "--ip=0.0.0.0", f"--ServerApp.root_dir={folder}")
    with Jupyter(folder, *options, home=machines[1].home, enter=far.enter) as running:
        yield running


@pytest.fixture
def up(here: Namespace, machines: tuple[Sshd, Sshd], user_key: KeyFile) -> Iterator[Started]:
    """Towpath runs, and is connected."""
    gateway, inner = machines
    know(gateway, inner)
    target = replace(hop(inner, user_key), host=inner.addresses[0])
    save(connection("lab", target, jumps=[hop(gateway, user_key)]))
    with Started("up", "lab", program=(*here.enter, *TOWPATH)) as running:
        running.wait_for(STAYS)
        yield running


@pytest.fixture
def pasted(here: Namespace, up: Started, tmp_path: Path) -> Paste:
    """Opens what is pasted; the address that it has here."""

    def paste(text: str, *options: str) -> str:
        (tmp_path / "pasted").write_text(text)
        with (tmp_path / "pasted").open("rb") as stdin:
            done = towpath("open", "lab", "-", "--no-browser", *options, stdin=stdin, program=(*here.enter, *TOWPATH))
        (tmp_path / "pasted").unlink()
        assert (done.code, done.err) == (0, "")
        return done.out.strip()

    return paste


def kernel_says(here: Namespace, address: str) -> str:
    """What the kernel makes of 6*7, for a browser at this address."""
    done = subprocess.run(
        [*here.enter, sys.executable, "-m", "tests.support.jupyter"],
        input=address,
        capture_output=True,
        text=True,
        timeout=KERNEL_SECONDS,
        check=False,
        cwd=ROOT,
    )
    return done.stdout.strip() or done.stderr


def test_what_it_printed_opens_the_page_and_its_kernels(
    here: Namespace, jupyter: Jupyter, pasted: Paste, tmp_path: Path
) -> None:
    assert f"http://{socket.gethostname()}:{PORT}/" in jupyter.printed  # beside one with 127.0.0.1
    address = pasted(jupyter.printed)
    assert address.startswith(f"http://127.0.0.1:{PORT}/")  # the same port, which is free here
    assert kernel_says(here, address) == "42"
    assert_nowhere(jupyter.token, find_profile().folder, tmp_path, Path.home())


def test_its_own_loopback_leads_there_through_its_machine(here: Namespace, jupyter: Jupyter, pasted: Paste) -> None:
    address = pasted(f"http://127.0.0.1:{PORT}/?token={jupyter.token}", "--machine", "inner")
    assert kernel_says(here, address) == "42"
    assert kernel_says(here, f"http://127.0.0.1:{PORT}/api/kernels") == "status 403"  # without the token


def test_by_the_name_that_only_the_far_end_knows(here: Namespace, jupyter: Jupyter, pasted: Paste) -> None:
    address = pasted(f"http://inner:{PORT}/tree?token={jupyter.token}")
    assert address == f"http://127.0.0.1:{PORT}/tree?token={jupyter.token}"


def test_it_is_found_without_its_address(
    here: Namespace, jupyter: Jupyter, up: Started, machines: tuple[Sshd, Sshd]
) -> None:
    """Only a login shell has that jupyter in its PATH, and knows where it writes."""
    programs = Path(sys.executable).parent
    exports = f'export PATH="{programs}:$PATH" JUPYTER_RUNTIME_DIR="{jupyter.runtime}"\n'
    (machines[1].home / ".profile").write_text(f"echo Welcome to [inner]\n{exports}")
    program = (*here.enter, *TOWPATH)
    opened = towpath("open", "lab", "--find", "--open", "--no-browser", program=program)
    assert opened.out.strip() == f"http://127.0.0.1:{PORT}/?token={jupyter.token}"


def assert_nowhere(token: str, *folders: Path) -> None:
    """No file has it."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "web_apps.json" for path in files)
    assert [path for path in files if token.encode() in path.read_bytes()] == []
