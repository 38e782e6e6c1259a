"""Real browsers with a profile of their own: all they do goes to the proxy they were given, and nowhere else."""

import contextlib
import os
import select
import signal
import socket
import stat
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.support.desktop import SessionBus, Xvfb, missing_programs
from tests.support.dns import NameServer
from tests.support.http import HttpServer
from tests.support.namespace import namespaces_missing
from tests.support.socks import BY_NAME, SocksServer
from tests.support.wait import wait_for
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.system.browser_places import LinuxPlaces
from towpath.system.browsers import Browsers, web_address
from towpath.system.opener import LinuxDesktop

NAME, LINK_LOCAL = "wiki.far.example", "169.254.7.7"
SETTLE = 0.3
SECONDS = 40.0
RESOLVER = "127.0.53.1"
HEADLESS = {"chromium": "--headless=new --disable-gpu --disable-dev-shm-usage", "firefox-esr": "--headless"}
BROWSERS = list(HEADLESS)
PAGE = """<!doctype html><link rel="dns-prefetch" href="//prefetched.far.example"><title>far</title><script>
let candidates = [];
const ask = (url) => fetch(url, {mode: "no-cors"});
const peer = new RTCPeerConnection({iceServers: [{urls: "stun:%(outside)s:%(stun)d"}]});
peer.createDataChannel("x");
peer.onicecandidate = (e) => e.candidate && candidates.push(e.candidate.candidate);
peer.createOffer().then((offer) => peer.setLocalDescription(offer));
for (const host of ["%(link_local)s", "%(outside)s:%(tcp)d"]) ask(`http://${host}/`).catch(() => 0);
setInterval(() => ask("http://%(outside)s:%(tcp)d/").catch(() => 0), 200);
setInterval(() => ask(`/report?candidates=${candidates.length}`).catch(() => 0), 200);
</script>"""


class Outside:
    """An address of this machine that browsers do not take for this machine. Nobody is to come there."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.tcp = socket.create_server((address, 0))
        self.udp = socket.socket(type=socket.SOCK_DGRAM)
        self.udp.bind((address, 0))

    def visited(self) -> bool:
        ready, _, _ = select.select([self.tcp, self.udp], [], [], 0)
        return bool(ready)

    def page(self) -> bytes:
        ports = {"tcp": self.tcp.getsockname()[1], "stun": self.udp.getsockname()[1]}
        return (PAGE % {"outside": self.address, "link_local": LINK_LOCAL, **ports}).encode()


@pytest.fixture
def outside() -> Iterator[Outside]:
    addresses = [a.address for all_ in psutil.net_if_addrs().values() for a in all_ if a.family is socket.AF_INET]
    address = next((address for address in addresses if not address.startswith(("127.", "169.254."))), "")
    if not address:
        pytest.skip("this machine has no address but the loopback's")
    made = Outside(address)
    with made.tcp, made.udp:
        yield made


class Site(HttpServer):
    """The far page, and what it reported last."""

    def __init__(self, page: bytes) -> None:
        super().__init__({"/": page, "/two": b"two", "/report": b""})
        self.report = ""

    def note(self, path: str, host: str) -> bytes | None:
        path, _, query = path.partition("?")
        self.report = query or self.report
        return super().note(path, host)


class Started:
    """Browsers of the machine behind scripts that make them headless, and tell who they are."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = {**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1", **environment}
        self.environment["PATH"] = f"{folder}/bin:{os.environ['PATH']}"
        self.pids = folder / "pids"
        (folder / "bin").mkdir()
        self.browsers = Browsers(folder / "profiles", self.environment, folder, settle_seconds=SETTLE)

    def wrap(self, name: str, *, flags: str = "", enter: str = "") -> None:
        real = LinuxPlaces(self.folder, os.environ, self.folder)
        command = next((one.command[0] for one in real.installed() if one.browser.id == name), "")
        if not command:
            pytest.skip(f"not installed: {name}")
        script = self.folder / "bin" / name
        script.write_text(f'#!/bin/sh\necho $$ >>{self.pids}\nexec {enter} {command} {flags} "$@"\n')
        script.chmod(0o755)

    def end(self) -> None:
        for pid in self.pids.read_text().split() if self.pids.exists() else ():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(int(pid), signal.SIGKILL)
            wait_for(partial(_has_ended, int(pid)), what=f"the end of {pid}")


def _has_ended(pid: int) -> bool:
    return not psutil.pid_exists(pid)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    made = Started(tmp_path, {})
    yield made
    made.end()


def endpoint(socks: SocksServer) -> Endpoint:
    return Endpoint("127.0.0.1", socks.port)


@pytest.mark.parametrize("browser", BROWSERS)
def test_all_it_does_goes_to_the_proxy_or_nowhere(
    started: Started, outside: Outside, browser: str, tmp_path: Path
) -> None:
    """Names, addresses, what would be looked up ahead, and WebRTC; with the proxy gone, nothing goes another way."""
    if missing := namespaces_missing():
        pytest.skip(missing)
    (tmp_path / "resolv.conf").write_text(f"nameserver {RESOLVER}\noptions timeout:1 attempts:1\n")
    mount = f"unshare --mount sh -ec 'mount --bind {tmp_path}/resolv.conf /etc/resolv.conf; exec \"$@\"' sh"
    started.wrap(browser, flags=HEADLESS[browser], enter=mount)
    with NameServer(tmp_path, RESOLVER, enter=()) as names, Site(outside.page()) as site:
        with SocksServer({NAME: site.port}) as socks:
            started.browsers.start(browser, "rules", endpoint(socks), f"http://{NAME}/")
            wait_for(lambda: {NAME, LINK_LOCAL, outside.address} <= socks.hosts_asked(), timeout=SECONDS)
            wait_for(lambda: site.visits_of("/report") > 5, timeout=SECONDS, what="reports")
            assert all(request.kind == BY_NAME for request in socks.requests if request.host == NAME)
            assert site.report == "candidates=0", "it told its addresses"
            assert site.hosts[0] == NAME
            socks.break_down()
            wait_for(lambda: socks.turned_away > 9, timeout=SECONDS, what="the page to go on asking")
            port, reports = socks.port, site.visits_of("/report")
        with SocksServer({NAME: site.port}, port=port):
            wait_for(lambda: site.visits_of("/report") > reports + 2, timeout=SECONDS, what="it to work again")
        # Firefox puts the address of its own machine into the name of its profile's lock.
        assert names.asked <= {socket.gethostname()}
        assert not outside.visited()
    with socket.create_connection(outside.tcp.getsockname()):
        assert outside.visited(), "it could have been"


@pytest.mark.parametrize("browser", BROWSERS)
def test_a_second_start_opens_the_page_in_the_browser_that_runs(tmp_path: Path, browser: str) -> None:
    if missing := missing_programs("Xvfb", "dbus-daemon"):
        pytest.skip(missing)
    with Xvfb() as display, SessionBus() as bus:
        started = Started(tmp_path, {**display.env, **bus.env})
        try:
            started.wrap(browser, flags="--disable-gpu" if browser == "chromium" else "")
            with HttpServer({"/": b"one", "/two": b"two"}) as site, SocksServer({NAME: site.port}) as socks:
                proxy = endpoint(socks)
                started.browsers.start(browser, "a1b2", proxy, f"http://{NAME}/")
                wait_for(lambda: site.visits_of("/"), timeout=SECONDS, what="the first page")
                started.browsers.start(browser, "a1b2", proxy, f"http://{NAME}/two")
                wait_for(lambda: site.visits_of("/two"), timeout=SECONDS, what="the second page")
                first, second = map(int, started.pids.read_text().split())
                wait_for(lambda: not psutil.pid_exists(second), what="the messenger to end")
                assert psutil.pid_exists(first)
                with pytest.raises(TowpathError) as caught:
                    started.browsers.start(browser, "a1b2", Endpoint("127.0.0.1", 1))
                assert caught.value.problem.kind is ProblemKind.BROWSER_NOT_STARTED
                assert f"goes by the proxy {proxy}" in str(caught.value)
                assert len(started.pids.read_text().split()) == 2, "nothing was started"
        finally:
            started.end()


def test_a_profile_is_private_and_one_that_is_not_open_gets_the_new_port(started: Started) -> None:
    script = started.folder / "bin" / "firefox-esr"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    for port in (1080, 1081):
        started.browsers.start("firefox-esr", "rules", Endpoint("127.0.0.1", port))
        folder = started.folder / "profiles" / "firefox-esr" / "rules"
        assert f'user_pref("network.proxy.socks_port", {port});' in (folder / "user.js").read_text()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_lock_that_was_left_over_does_not_count(started: Started) -> None:
    """As after a crash, by a process whose number another one has now."""
    (started.folder / "bin" / "chromium").write_text("#!/bin/sh\n")
    (started.folder / "bin" / "chromium").chmod(0o755)
    started.browsers.start("chromium", "rules", Endpoint("127.0.0.1", 1080))
    lock = started.folder / "profiles" / "chromium" / "rules" / "SingletonLock"
    lock.symlink_to(f"my-host-{os.getpid()}")
    started.browsers.start("chromium", "rules", Endpoint("127.0.0.1", 1081))


def test_one_that_fails_at_once_was_not_started(started: Started) -> None:
    (started.folder / "bin" / "chromium").write_text("#!/bin/sh\nexit 7\n")
    (started.folder / "bin" / "chromium").chmod(0o755)
    with pytest.raises(TowpathError) as caught:
        started.browsers.start("", "rules", Endpoint("127.0.0.1", 1080))
    assert str(caught.value).startswith("Chromium did not start: chromium ended at once with status 7")


def test_one_that_is_not_there(started: Started) -> None:
    with pytest.raises(TowpathError) as caught:
        started.browsers.start("netscape", "rules", Endpoint("127.0.0.1", 1080))
    assert caught.value.problem.kind is ProblemKind.NO_BROWSER


@pytest.mark.parametrize("text", ["-new-tab", "--proxy-server=x", "file:///etc/passwd", "javascript:1", "http://",
                                  "http:// a", "http://a\n", "http://a\x00", "http://[", "a.example"])  # fmt: skip
def test_only_web_addresses_are_opened(started: Started, text: str) -> None:
    with pytest.raises(TowpathError) as caught:
        started.browsers.start("", "rules", Endpoint("127.0.0.1", 1080), text)
    assert caught.value.problem.kind is ProblemKind.INVALID
    assert not started.pids.exists()


def test_the_desktops_own_browser(started: Started, tmp_path: Path) -> None:
    out = tmp_path / "seen"
    (tmp_path / "bin" / "xdg-open").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{out}.part; mv {out}.part {out}\n')
    (tmp_path / "bin" / "xdg-open").chmod(0o755)
    desktop = LinuxDesktop(started.environment)
    browsers = Browsers(tmp_path, started.environment, tmp_path, desktop=desktop, settle_seconds=SETTLE)
    browsers.open_default("http://wiki.far.example/?a=b&c")
    wait_for(out.exists, what="xdg-open")
    assert out.read_text() == "http://wiki.far.example/?a=b&c\n"
    with pytest.raises(TowpathError):
        browsers.open_default("file:///etc/passwd")


def test_the_desktops_viewer_for_screens(started: Started, tmp_path: Path) -> None:
    program, out = tmp_path / "bin" / "xdg-open", tmp_path / "seen"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{out}.part; mv {out}.part {out}\n')
    program.chmod(0o755)
    desktop = LinuxDesktop(started.environment)
    browsers = Browsers(tmp_path, started.environment, tmp_path, desktop=desktop, settle_seconds=SETTLE)
    browsers.open_viewer("vnc://127.0.0.1:5901")
    wait_for(out.exists, what="xdg-open")
    assert out.read_text() == "vnc://127.0.0.1:5901\n"
    for text in ("http://a/", "-v", "vnc://a b", "rdp://a\n"):
        with pytest.raises(TowpathError) as refused:
            browsers.open_viewer(text)
        assert refused.value.problem.kind is ProblemKind.INVALID
    program.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(TowpathError) as caught:
        browsers.open_viewer("rdp://127.0.0.1:3389")
    assert caught.value.problem.kind is ProblemKind.BROWSER_NOT_STARTED
    assert "connect yours to 127.0.0.1:3389" in str(caught.value)


def test_web_addresses_stay_as_they_are() -> None:
    assert web_address("HTTPS://Bücher.example:8443/ä?q=1#f") == "HTTPS://Bücher.example:8443/ä?q=1#f"
