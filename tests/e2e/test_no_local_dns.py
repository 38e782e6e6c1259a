"""A browser behind the dynamic forward reaches names that only the far end knows; this machine never asks for them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import process
from tests.support.desktop import missing_programs
from tests.support.dns import NameServer
from tests.support.keys import KeyFile
from tests.support.namespace import Namespace, namespaces_missing
from tests.support.profile import connection, hop, know, save
from tests.support.program import TOWPATH, Started
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.forward import Endpoint, Forward, ForwardKind

RESOLVER = "127.0.0.53"
NAME = "wiki.far.example"
CONTROL = "control.far.example"
PAGE = b"only the far end knows my name\n"
PROXY_PORT, SITE_PORT = 1080, 8080
"""Nobody else is in the namespace."""
SECONDS = 20.0


@pytest.fixture
def namespace(tmp_path: Path) -> Iterator[Namespace]:
    """Resolves by the recording name server, and knows no name itself."""
    if missing := namespaces_missing() or missing_programs("curl", "getent"):
        pytest.skip(missing)
    (tmp_path / "resolv.conf").write_text(f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n")
    (tmp_path / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files dns\n")
    (tmp_path / "hosts").write_text("127.0.0.1 localhost\n")
    files = {f"/etc/{name}": tmp_path / name for name in ("resolv.conf", "nsswitch.conf", "hosts")}
    with Namespace(tmp_path, files) as made:
        yield made


@pytest.fixture
def names(namespace: Namespace, tmp_path: Path) -> Iterator[NameServer]:
    with NameServer(tmp_path, RESOLVER, enter=namespace.enter) as running:
        yield running


@pytest.fixture
def site(namespace: Namespace, tmp_path: Path) -> Iterator[str]:
    """A web site, by its name."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_bytes(PAGE)
    serve = [sys.executable, "-u", "-m", "http.server", str(SITE_PORT), "--bind", "127.0.0.1"]
    log = tmp_path / "site.log"
    running = process.start([*namespace.enter, *serve, "--directory", str(tmp_path / "site")], log=log)
    wait_for(lambda: "Serving" in process.tail(log), what=lambda: f"the site: {process.tail(log)}")
    yield f"http://{NAME}:{SITE_PORT}/"
    process.stop(running)


@pytest.fixture
def far_end(namespace: Namespace, tmp_path: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """A gateway that finds the site in a hosts file of its own."""
    (tmp_path / "far-hosts").write_text(f"127.0.0.1 localhost {NAME}\n")
    (tmp_path / "far-nsswitch").write_text("passwd: files\ngroup: files\nhosts: files\n")
    files = {"/etc/hosts": tmp_path / "far-hosts", "/etc/nsswitch.conf": tmp_path / "far-nsswitch"}
    with Sshd(tmp_path, name="far-end", authorized=[user_key], enter=namespace.enter_with(files)) as running:
        yield running


def curl(namespace: Namespace, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [*namespace.enter, "curl", "--silent", "--show-error", "--max-time", "10", *arguments]
    return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)


def test_names_are_resolved_at_the_far_end_alone(
    namespace: Namespace, names: NameServer, far_end: Sshd, site: str, user_key: KeyFile
) -> None:
    know(far_end)
    proxy = Forward(id="proxy", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", PROXY_PORT))
    save(connection("lab", hop(far_end, user_key), proxy))
    with Started("up", "lab", program=(*namespace.enter, *TOWPATH)) as up:
        up.wait_for("Ctrl-C takes it down.")
        at = f"127.0.0.1:{PROXY_PORT}"
        for options in (
            ["--socks5-hostname", at],
            ["--socks4a", at],
            ["--proxy", f"http://{at}", "--proxytunnel"],
            ["--proxy", f"http://{at}"],
        ):
            done = curl(namespace, *options, site)
            assert (done.stdout, done.stderr) == (PAGE, b""), options
        assert names.asked == set()
        # The recorder would have told: without a proxy the same name, and another one, are asked for and not found.
        assert curl(namespace, site).returncode == 6
        subprocess.run([*namespace.enter, "getent", "ahosts", CONTROL], timeout=SECONDS, check=False)
        assert names.asked == {NAME, CONTROL}
