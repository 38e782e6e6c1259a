"""Web applications behind real servers: opened, shown, opened again, ended and found."""

import json
import os
import socket
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import Outcome
from tests.support.browser_stub import BrowserStub
from tests.support.engine import Profiles, ask, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.engine.web_app_places import is_same
from towpath.model.command import AddForward, Down, RemoveConnection, RemoveForward, SaveConnection, SaveSettings, Up
from towpath.model.connection import Hop, HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.event import ConnectionChanged, Event, Reported, WebAppsChanged
from towpath.model.forward import Endpoint, Forward
from towpath.model.secret_text import SecretText
from towpath.model.settings import BringingBack, GeneralSettings, Settings
from towpath.model.state import Status
from towpath.model.web_app import (
    EndWebApp,
    FindWebApps,
    ForgetWebApps,
    KeptWebApps,
    OpenWebApp,
    OpenWebAppAgain,
    WebApp,
    WebAppKind,
    WebAppOpened,
    WebAppsFound,
    WebAppState,
)
from towpath.model.words import line
from towpath.store.web_apps import WebAppsFile

HOSTNAME = socket.gethostname()
"""A name of this machine that is not that of its loopback."""
TOKEN = "canary0token9c6f0a4be1d24fd5b73f"
NAMES = ("box", "spare")


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer({"/": b"hello", f"/lab?token={TOKEN}": b"the lab", "/lab": b"log in"}) as running:
        yield running


@pytest.fixture
def engine(browser: BrowserStub, profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> Engine:
    way = hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)
    profiles.save(*(connection(name, way) for name in NAMES))
    return profiles.own(EngineKind.WINDOW).engine


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrowserStub:
    return BrowserStub(tmp_path / "desktop", monkeypatch)


def command(
    text: str, *, machine: str | None = "", browse: bool = False, on: str = "box", request: str = "r"
) -> OpenWebApp:
    return OpenWebApp(request=request, connection=on, address=SecretText(text), machine=machine, browse=browse)


def lab(site: HttpServer) -> str:
    return f"http://127.0.0.1:{site.port}/lab?token={TOKEN}"


def opened(engine: Engine, text: str, *, machine: str | None = "", on: str = "box") -> WebAppOpened:
    return ask(engine, command(text, machine=machine, on=on), WebAppOpened)


def apps(engine: Engine) -> Sequence[WebAppState]:
    return engine.snapshot().web_apps


def fetched(address: SecretText) -> int:
    with urllib.request.urlopen(address.value, timeout=10) as answer:  # noqa: S310  # of a test's server
        return int(answer.status)


def files_with(text: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


# --- opening


def test_it_is_reached_on_the_next_free_port_with_its_token(engine: Engine, site: HttpServer) -> None:
    told = opened(engine, lab(site))
    assert told.port != site.port  # which the server itself has, on this one machine
    assert told.address.value == f"http://127.0.0.1:{told.port}/lab?token={TOKEN}"
    assert f"port {site.port} is taken on this computer" in told.remark
    assert fetched(told.address) == 200
    (app,) = apps(engine)
    assert app.is_open
    assert app.port == told.port
    assert app.name == f"Jupyter on 127.0.0.1:{site.port}"
    assert app.app.kind is WebAppKind.JUPYTER
    (forward,) = state(engine, "box").forwards
    assert forward.forward.label == app.name
    assert not forward.saved


def test_its_token_is_kept_nowhere(engine: Engine, site: HttpServer, tmp_path: Path) -> None:
    told = opened(engine, lab(site))
    kept = tmp_path / "profile" / "web_apps.json"
    wait_for(lambda: kept.exists() and told.id in kept.read_text())
    assert kept.stat().st_mode & 0o777 == 0o600
    assert TOKEN not in repr(engine.snapshot())
    assert TOKEN not in repr(told)
    assert not files_with(TOKEN, tmp_path)


def test_only_the_browser_of_this_user_gets_the_token_and_only_once(
    browser: BrowserStub, engine: Engine, site: HttpServer
) -> None:
    told = ask(engine, command(lab(site), browse=True), WebAppOpened)
    (shown,) = browser.opened()
    assert TOKEN not in shown
    with urllib.request.urlopen(shown, timeout=10) as page:  # noqa: S310  # as above
        assert page.url == told.address.value
    with pytest.raises(OSError, match=r"refused|404|reset"):
        urllib.request.urlopen(shown, timeout=10)  # noqa: S310  # as above


def test_an_address_without_secrets_is_opened_as_it_is(browser: BrowserStub, engine: Engine, site: HttpServer) -> None:
    told = ask(engine, command(str(site.port), browse=True), WebAppOpened)
    assert browser.opened() == [told.address.value] == [f"http://127.0.0.1:{told.port}"]


def test_a_screen_is_opened_in_its_viewer_without_its_password(
    browser: BrowserStub, engine: Engine, site: HttpServer
) -> None:
    told = ask(engine, command(f"vnc://:{TOKEN}@localhost::{site.port}", browse=True), WebAppOpened)
    assert browser.opened() == [f"vnc://127.0.0.1:{told.port}"]


def test_where_no_browser_starts_the_address_is_told_all_the_same(
    browser: BrowserStub, engine: Engine, site: HttpServer
) -> None:
    browser.fail()
    heard: list[WebAppOpened] = []

    def hear(event: Event) -> None:
        if isinstance(event, Reported) and isinstance(event.report, WebAppOpened):
            heard.append(event.report)

    engine.subscribe(hear)
    problem = do(engine, command(lab(site), browse=True))
    assert problem is not None
    assert problem.kind is ProblemKind.BROWSER_NOT_STARTED
    assert fetched(heard[0].address) == 200
    assert TOKEN not in repr(problem)


def test_the_same_place_is_opened_once(engine: Engine, site: HttpServer) -> None:
    both = [Outcome(), Outcome()]
    engine.submit(command(f"{site.port}/tree"), both[0])
    engine.submit(command(lab(site), request="r2"), both[1])
    assert [one.problem() for one in both] == [None, None]
    assert len(state(engine, "box").forwards) == 1
    (app,) = apps(engine)
    assert app.app.address == f"http://127.0.0.1:{site.port}/lab"  # the latest
    first = opened(engine, lab(site))
    assert len(state(engine, "box").forwards) == 1
    assert [app.app.id for app in apps(engine)] == [first.id]
    assert first.address.value == f"http://127.0.0.1:{first.port}/lab?token={TOKEN}"


def test_a_port_that_is_promised_to_another_forward_is_left_to_it(engine: Engine, site: HttpServer) -> None:
    taken = opened(engine, lab(site)).port
    do(engine, EndWebApp(id=apps(engine)[0].app.id))
    waiting = Forward(id="w", listen=Endpoint("127.0.0.1", taken), target=Endpoint("localhost", site.port))
    do(engine, AddForward(connection="spare", forward=waiting, save=False))
    assert do(engine, Up(connection="spare", forwards=("w",))) is None
    assert opened(engine, lab(site)).port != taken


# --- whose 127.0.0.1


def test_nobody_guesses_whose_loopback_is_meant(engine: Engine, site: HttpServer) -> None:
    problem = do(engine, command(lab(site), machine=None))
    assert problem is not None
    assert problem.kind is ProblemKind.NEEDS_ANSWER
    assert "on which machine is 127.0.0.1?" in line(problem)
    assert state(engine, "box").status is Status.OFF


def test_what_was_said_once_is_remembered_for_that_connection(engine: Engine, site: HttpServer) -> None:
    opened(engine, lab(site), machine="")
    again = opened(engine, lab(site), machine=None)
    assert "127.0.0.1 was taken for 127.0.0.1, as the last time" in again.remark
    other = do(engine, command(lab(site), machine=None, on="spare"))
    assert other is not None
    assert other.kind is ProblemKind.NEEDS_ANSWER


def test_what_did_not_work_is_not_remembered(engine: Engine) -> None:
    do(engine, command(f"127.0.0.1:{free_port()}", machine=""))
    problem = do(engine, command("127.0.0.1:80", machine=None))
    assert problem is not None
    assert problem.kind is ProblemKind.NEEDS_ANSWER


def test_another_machine_is_reached_by_its_name(engine: Engine) -> None:
    with socket.create_server(("", 0)) as listening:
        port = listening.getsockname()[1]
        opened(engine, f"http://localhost:{port}/", machine=HOSTNAME)
    (app,) = apps(engine)
    assert app.app.machine == HOSTNAME
    assert app.name == f"Web application on {HOSTNAME}:{port}"
    (forward,) = state(engine, "box").forwards
    assert forward.forward.target == Endpoint(HOSTNAME, port)


@pytest.mark.parametrize("machine", ["", "box", "127.0.0.1", "localhost", " box "])
def test_the_target_itself_has_several_names(engine: Engine, site: HttpServer, machine: str) -> None:
    opened(engine, lab(site), machine=machine)
    assert apps(engine)[0].app.machine == ""


@pytest.mark.parametrize(
    ("host", "target", "same"),
    [
        ("spirit64-01", "spirit64-01.cluster.example", True),
        ("spirit64-01.cluster.example", "spirit64-01", True),
        ("spirit64-01.cluster.example", "spirit64-01.other.example", False),
        ("spirit64-02", "spirit64-01", False),
        ("10.0.0.1", "10", False),
        ("10", "10.0.0.1", False),
        ("10.0.0.1", "10.0.0.1", True),
    ],
)
def test_a_machine_is_known_without_its_domain(host: str, target: str, same: bool) -> None:
    assert is_same(host, target) is same


def test_what_is_no_machine_is_refused(engine: Engine, site: HttpServer) -> None:
    problem = do(engine, command(lab(site), machine="-oProxyCommand=x"))
    assert problem is not None
    assert problem.kind is ProblemKind.INVALID


# --- refused


def test_where_nothing_listens_no_forward_is_left_and_it_says_what_may_help(engine: Engine) -> None:
    problem = do(engine, command(f"http://localhost:{free_port()}/?token={TOKEN}"))
    assert problem is not None
    assert problem.kind is ProblemKind.TARGET_REFUSES
    assert "see that it runs on 127.0.0.1" in line(problem)
    assert TOKEN not in repr(problem)
    assert state(engine, "box").forwards == ()
    assert apps(engine) == ()
    wait_status(engine, "box", Status.OFF)


def test_what_listens_only_on_another_machine_itself_needs_a_way_there(engine: Engine) -> None:
    problem = do(engine, command(f"localhost:{free_port()}", machine=HOSTNAME))
    assert problem is not None
    assert f"it may listen only on {HOSTNAME} itself: make a connection that leads there" in line(problem)


def test_a_connection_that_leads_there_is_named(
    engine: Engine, profiles: Profiles, sshd: Sshd, user_key: KeyFile
) -> None:
    leads_there = replace(connection("inside", hop(sshd, user_key)), target=Hop(host=HOSTNAME))
    assert do(engine, SaveConnection(connection=leads_there)) is None
    problem = do(engine, command(f"localhost:{free_port()}", machine=HOSTNAME))
    assert problem is not None
    assert "open it through the connection inside" in line(problem)


def test_a_name_that_refuses_may_listen_only_on_its_loopback(engine: Engine) -> None:
    port = free_port()
    problem = do(engine, command(f"{HOSTNAME}:{port}"))
    assert problem is not None
    assert f"open 127.0.0.1:{port} and choose that machine" in line(problem)


@pytest.mark.parametrize("text", ["", "ftp://box/", "box"])
def test_what_is_no_address_connects_nothing(engine: Engine, text: str) -> None:
    problem = do(engine, command(text))
    assert problem is not None
    assert problem.kind is ProblemKind.INVALID
    assert state(engine, "box").status is Status.OFF


# --- ending


def test_ended_it_takes_down_what_was_brought_up_for_it(engine: Engine, site: HttpServer) -> None:
    told = opened(engine, lab(site))
    assert do(engine, EndWebApp(id=told.id)) is None
    assert state(engine, "box").forwards == ()
    assert state(engine, "box").status is Status.OFF
    assert [app.is_open for app in apps(engine)] == [False]


def test_with_another_one_open_the_connection_stays(engine: Engine, site: HttpServer) -> None:
    told = opened(engine, lab(site))
    with socket.create_server(("127.0.0.1", 0)) as other:
        opened(engine, str(other.getsockname()[1]))
        do(engine, EndWebApp(id=told.id))
    assert state(engine, "box").status in (Status.UP, Status.DEGRADED)


def test_what_was_up_before_stays_up(engine: Engine, site: HttpServer) -> None:
    assert do(engine, Up(connection="box")) is None
    told = opened(engine, lab(site))
    do(engine, EndWebApp(id=told.id))
    assert state(engine, "box").status is Status.UP
    problem = do(engine, command(str(free_port())))
    assert problem is not None
    assert state(engine, "box").status is Status.UP


def test_what_its_user_brings_up_meanwhile_stays_up(engine: Engine, site: HttpServer) -> None:
    told = opened(engine, lab(site))
    assert do(engine, Up(connection="box")) is None
    do(engine, EndWebApp(id=told.id))
    assert state(engine, "box").status is Status.UP


def test_whatever_takes_its_forward_away_ends_it(engine: Engine, site: HttpServer) -> None:
    opened(engine, lab(site))
    forward = apps(engine)[0].forward
    assert do(engine, RemoveForward(connection="box", forward=forward)) is None
    assert not apps(engine)[0].is_open
    opened(engine, lab(site))
    assert do(engine, Down(connection="box")) is None
    assert not apps(engine)[0].is_open
    assert apps(engine)[0].port == 0


def test_a_connection_that_is_removed_takes_its_own_along(engine: Engine, site: HttpServer) -> None:
    opened(engine, lab(site))
    assert do(engine, RemoveConnection(connection="box")) is None
    assert apps(engine) == ()


# --- again


def test_again_it_has_its_token_as_long_as_the_engine_runs(engine: Engine, site: HttpServer) -> None:
    told = opened(engine, lab(site))
    do(engine, EndWebApp(id=told.id))
    again = ask(engine, OpenWebAppAgain(request="r", id=told.id), WebAppOpened)
    assert again.address.value.endswith(f"/lab?token={TOKEN}")
    assert apps(engine)[0].is_open


def test_after_a_restart_it_is_remembered_without_its_token(
    engine: Engine, site: HttpServer, profiles: Profiles
) -> None:
    told = opened(engine, lab(site), machine="")
    profiles.close()
    later = profiles.own(EngineKind.WINDOW).engine
    (app,) = apps(later)
    assert (app.app.id, app.is_open) == (told.id, False)
    again = ask(later, OpenWebAppAgain(request="r", id=told.id), WebAppOpened)
    assert again.address.value == f"http://127.0.0.1:{again.port}/lab"
    assert "as the last time" in opened(later, lab(site), machine=None).remark


def test_the_latest_comes_first_and_those_that_are_closed_can_be_forgotten(engine: Engine, site: HttpServer) -> None:
    first = opened(engine, lab(site))
    with socket.create_server(("127.0.0.1", 0)) as other:
        second = opened(engine, str(other.getsockname()[1]))
    assert [app.app.id for app in apps(engine)] == [second.id, first.id]
    do(engine, EndWebApp(id=first.id))
    do(engine, ForgetWebApps(ids=(second.id,)))
    assert len(apps(engine)) == 2  # it is open
    do(engine, ForgetWebApps())
    assert [app.app.id for app in apps(engine)] == [second.id]
    problem = do(engine, OpenWebAppAgain(request="r", id=first.id))
    assert problem is not None
    assert problem.kind is ProblemKind.INVALID


def test_twenty_are_remembered(profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> None:
    profiles.save(connection("box", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)))
    many = tuple(WebApp(id=f"a{port}", connection="box", address=f"http://inner:{port}") for port in range(8001, 8021))
    broken = WebApp(id="b", connection="box", address="no address")
    strange = WebApp(id="s", connection="box", address="http://localhost:1", machine="-o x")
    lost = WebApp(id="l", connection="gone", address="http://inner:1")
    WebAppsFile(profiles.folder / "web_apps.json").save(KeptWebApps(apps=(broken, strange, lost, *many)))
    engine = profiles.own(EngineKind.WINDOW).engine
    assert [app.app.id for app in apps(engine)] == [app.id for app in many]
    with socket.create_server(("127.0.0.1", 0)) as other:
        newest = opened(engine, str(other.getsockname()[1]))
    assert [app.app.id for app in apps(engine)] == [newest.id, *(app.id for app in many[:-1])]


# --- found


def note(sshd: Sshd, name: str, **changes: object) -> Path:
    """What a server of Jupyter's writes down about itself."""
    runtime = sshd.home / ".local" / "share" / "jupyter" / "runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    info = {
        "base_url": "/",
        "hostname": "localhost",
        "password": False,
        "pid": os.getpid(),
        "port": 8888,
        "root_dir": "/home/ann/fits",
        "secure": False,
        "token": TOKEN,
        "url": "http://localhost:8888/",
        "version": "2.14.0",
    }
    path = runtime / f"{name}.json"
    path.write_text(json.dumps(info | changes, indent=2))
    return path


def test_running_servers_are_found_by_what_they_wrote_down(engine: Engine, sshd: Sshd) -> None:
    paths = [
        note(sshd, f"jpserver-{os.getpid()}"),
        note(
            sshd, f"nbserver-{os.getpid()}", port=8889, url="http://localhost:8889/", notebook_dir="/srv", root_dir=""
        ),
        note(sshd, "jpserver-999999", url="http://dead:1/", port=1),
    ]
    try:
        found = ask(engine, FindWebApps(request="f", connection="box"), WebAppsFound)
    finally:
        for path in paths:
            path.unlink()
    assert [app.shown for app in found.apps] == ["http://localhost:8888/", "http://localhost:8889/"]
    assert [app.folder for app in found.apps] == ["/home/ann/fits", "/srv"]
    assert found.apps[0].address.value == f"http://localhost:8888/?token={TOKEN}"
    assert TOKEN not in repr(found)
    assert state(engine, "box").status is Status.UP


def test_where_there_is_none_it_is_said(engine: Engine) -> None:
    found = ask(engine, FindWebApps(request="f", connection="box"), WebAppsFound)
    assert found.apps == ()
    assert found.remark


# --- what happens to its connection


def test_it_comes_back_with_its_connection(profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    way = hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)
    profiles.save(connection("box", way, reconnect=True))
    engine = profiles.own(EngineKind.WINDOW).engine
    told = opened(engine, lab(site))
    sshd.drop_sessions()
    wait_for(lambda: state(engine, "box").tries or state(engine, "box").status is not Status.UP)
    wait_status(engine, "box", Status.UP)
    wait_for(lambda: state(engine, "box").forwards[0].bound)
    (app,) = apps(engine)
    assert app.port == told.port
    assert fetched(told.address) == 200


def test_it_goes_on_when_a_window_takes_over(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    profiles.save(connection("box", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)))
    told = opened(profiles.own(EngineKind.COMMAND_LINE).engine, lab(site))
    window = profiles.own(EngineKind.WINDOW)
    for command in window.were_up:
        assert do(window.engine, command) is None
    (app,) = apps(window.engine)
    assert (app.app.id, app.is_open, app.port) == (told.id, True, told.port)
    assert fetched(told.address) == 200
    assert do(window.engine, EndWebApp(id=told.id)) is None
    assert not apps(window.engine)[0].is_open


def test_it_comes_back_at_the_next_start_with_what_was_up(engine: Engine, site: HttpServer, profiles: Profiles) -> None:
    settings = Settings(general=GeneralSettings(bring_back=BringingBack.ALWAYS))
    assert do(engine, SaveSettings(settings=settings)) is None
    told = opened(engine, lab(site))
    profiles.close()
    later = profiles.own(EngineKind.WINDOW).engine
    heard: list[Event] = []
    later.subscribe(heard.append)
    later.settle_in(())
    wait_for(lambda: apps(later)[0].is_open and state(later, "box").forwards[0].bound)
    when = next(place for place, one in enumerate(heard) if isinstance(one, WebAppsChanged) and one.apps[0].is_open)
    assert any(isinstance(one, ConnectionChanged) and one.state.forwards for one in heard[:when])
    (app,) = apps(later)
    assert (app.app.id, app.port) == (told.id, told.port)
    assert fetched(told.address) == 200
    assert not files_with(TOKEN, profiles.folder)


def test_it_comes_back_with_one_that_is_not_saved(engine: Engine, site: HttpServer, profiles: Profiles) -> None:
    settings = Settings(general=GeneralSettings(bring_back=BringingBack.ALWAYS))
    assert do(engine, SaveSettings(settings=settings)) is None
    quick = replace(state(engine, "box").connection, id="quick", name="Quick")
    assert do(engine, SaveConnection(connection=quick, save=False)) is None
    told = opened(engine, lab(site), on="quick")
    profiles.close()
    later = profiles.own(EngineKind.WINDOW).engine
    assert apps(later) == ()
    later.settle_in(())
    wait_for(lambda: apps(later) and apps(later)[0].is_open, what="it to be open")
    assert apps(later)[0].app.id == told.id
    assert do(later, EndWebApp(id=told.id)) is None
    assert not state(later, "quick").forwards
