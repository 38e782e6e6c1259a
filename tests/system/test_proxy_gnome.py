"""GNOME's proxy setting on a private session bus: it is changed, and comes back whatever happens."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self

import psutil
import pytest

from tests.support import process
from tests.support.desktop import missing_programs
from tests.support.gnome_settings import GnomeSettings
from tests.support.wait import wait_for
from towpath.model.browsing import SystemProxyState, SystemProxyStatus
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.routing.pac_page import PacPage
from towpath.system.proxy.gnome import NOT_KEPT
from towpath.system.proxy.guard import guard_main
from towpath.system.proxy.keeper import SystemProxy, system_proxy
from towpath.system.proxy.setting import Value, is_towpath

GUARD = (sys.executable, "-m", "towpath", "proxy-guard")
URL = "http://127.0.0.1:18000/5f3c-_Ab/proxy.pac?v=1"
NEXT_URL = "http://127.0.0.1:18000/5f3c-_Ab/proxy.pac?v=2"
OTHER_PROFILE = "http://127.0.0.1:18001/other/proxy.pac?v=7"
CORPORATE = "http://wpad.corp/it's.pac"
NOTHING = ("none", "")
OURS = ("auto", URL)

OF_SESSIONS = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)
"""What a terminal or a desktop sends when it ends."""

S = SystemProxyStatus


@pytest.fixture(scope="module")
def shared_settings() -> Iterator[GnomeSettings]:
    if missing := missing_programs("dbus-daemon", "gsettings", "dconf"):
        pytest.skip(missing)
    with GnomeSettings() as settings:
        yield settings


@pytest.fixture
def settings(shared_settings: GnomeSettings) -> GnomeSettings:
    shared_settings.reset()
    return shared_settings


Make = Callable[..., SystemProxy]


@pytest.fixture
def make(settings: GnomeSettings, tmp_path: Path) -> Iterator[Make]:
    made = []

    def make(env: Mapping[str, str] | None = None) -> SystemProxy:
        environment = {**os.environ, **settings.env, **(env or {})}
        made.append(system_proxy(tmp_path / "journal.json", environment, GUARD))
        return made[-1]

    yield make
    for proxy in made:
        proxy.close()


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.json"


class Program:
    """Another process that has the setting turned on, as the program does, and that can be killed."""

    CODE = """\
import sys, os, pathlib
from towpath.system.proxy.keeper import system_proxy
proxy = system_proxy(pathlib.Path(sys.argv[1]), os.environ, sys.argv[3:])
print(proxy.turn_on(sys.argv[2]).status.value, flush=True)
sys.stdin.read()
"""

    def __init__(self, settings: GnomeSettings, journal: Path, url: str = URL) -> None:
        argv = [sys.executable, "-c", self.CODE, str(journal), url, *GUARD]
        env = {**os.environ, **settings.env}
        self.child = subprocess.Popen(argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=process.ROOT)
        assert self.child.stdout
        assert self.child.stdout.readline() == b"ours\n"
        self.guard = psutil.Process(next(iter(process.children(self.child.pid))))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        assert self.child.stdin
        assert self.child.stdout
        self.child.stdin.close()
        self.child.stdout.close()
        wait_for(lambda: not self.guard.is_running(), what="the guard to end")

    def kill(self) -> None:
        self.child.kill()
        self.child.wait()


def guards() -> list[psutil.Process]:
    """Those of this process."""
    found = []
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended
            if "proxy-guard" in child.cmdline():
                found.append(child)
    return found


def lose_power(journal: Path) -> None:
    """Nobody gets to do anything any more, and the journal's process is gone."""
    for guard in guards():
        guard.kill()
    journal.write_text(json.dumps({**json.loads(journal.read_text()), "started": 0.0}))


@pytest.fixture
def left_on(settings: GnomeSettings, journal: Path, make: Make) -> None:
    """What a power loss leaves: the setting and the journal."""
    settings.set("autoconfig-url", CORPORATE)
    settings.set("mode", "auto")
    make().turn_on(URL)
    lose_power(journal)


def ignores(pid: int, *signals: signal.Signals) -> bool:
    """Whether a process ignores all of them (proc(5))."""
    ignored = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigIgn"))
    return all(int(ignored.split()[1], 16) >> (number - 1) & 1 for number in signals)


def test_it_is_on_and_off_again(settings: GnomeSettings, make: Make, journal: Path) -> None:
    proxy = make()
    assert proxy.look() == SystemProxyState(status=S.NOT_OURS, desktop="GNOME")
    assert proxy.turn_on(URL) == SystemProxyState(status=S.OURS, desktop="GNOME", now=URL)
    assert settings.proxy() == OURS
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert proxy.turn_off() == SystemProxyState(status=S.NOT_OURS, desktop="GNOME")
    assert settings.set_by_user() == ""
    assert not journal.exists()
    assert proxy.recover() is None


@pytest.mark.parametrize(
    ("mode", "words"),
    [("auto", CORPORATE), ("manual", "socks 127.0.0.1:1080"), ("none", "")],
)
def test_what_was_there_comes_back_to_the_letter(settings: GnomeSettings, make: Make, mode: str, words: str) -> None:
    settings.set("autoconfig-url", CORPORATE)
    settings.set("host", "127.0.0.1", "org.gnome.system.proxy.socks")
    settings.set("port", "1080", "org.gnome.system.proxy.socks")
    settings.set("mode", mode)
    before = settings.set_by_user()
    proxy = make()
    state = proxy.turn_on(URL)
    assert (state.status, state.before, state.now) == (S.OURS, words, URL)
    assert proxy.follow(NEXT_URL).before == words
    state = proxy.turn_off()
    assert (state.status, state.now) == (S.NOT_OURS, words)
    assert settings.set_by_user() == before


WRITES_DOWN_CHANGES = """\
#!/bin/sh
case $1 in set|reset) test -s {journal} && echo "$1 $3" >>{log};; esac
exec {real} "$@"
"""


def test_no_browser_ever_sees_automatic_without_a_url(make: Make, journal: Path, tmp_path: Path) -> None:
    """And nothing is changed before the journal is there."""
    log, real, fake = tmp_path / "log", shutil.which("gsettings"), tmp_path / "bin" / "gsettings"
    fake.parent.mkdir()
    fake.write_text(WRITES_DOWN_CHANGES.format(journal=journal, log=log, real=real))
    fake.chmod(0o755)
    proxy = make({"PATH": f"{fake.parent}:{os.environ['PATH']}"})
    proxy.turn_on(URL)
    proxy.turn_off()
    assert log.read_text().splitlines() == ["set autoconfig-url", "set mode", "reset mode", "reset autoconfig-url"]


def test_the_guard_is_light() -> None:
    """It runs as long as the setting is ours, and shall be ready soon."""
    code = "import sys, towpath.system.proxy.guard; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"paramiko", "PySide6", "psutil", "click"} & {*run.stdout.split()}


def test_a_new_url_takes_the_place_of_the_old_one(settings: GnomeSettings, make: Make) -> None:
    proxy = make()
    assert proxy.follow(URL).status is S.NOT_OURS, "it was never turned on"
    proxy.turn_on(URL)
    assert proxy.follow(NEXT_URL).now == NEXT_URL
    assert settings.proxy() == ("auto", NEXT_URL)
    assert proxy.turn_on(URL).now == URL
    proxy.turn_off()
    assert settings.set_by_user() == ""


def test_a_killed_program_strands_nobody(settings: GnomeSettings, journal: Path) -> None:
    settings.set("autoconfig-url", CORPORATE)
    settings.set("mode", "auto")
    with Program(settings, journal) as program:
        assert settings.proxy() == OURS
        wait_for(lambda: ignores(program.guard.pid, *OF_SESSIONS), what="the guard to be ready")
        for number in OF_SESSIONS:
            program.guard.send_signal(number)
        assert os.getsid(program.guard.pid) == program.guard.pid
        program.kill()
        killed_at = time.monotonic()
        wait_for(lambda: settings.proxy() == ("auto", CORPORATE), what="the guard to put it back")
        assert time.monotonic() - killed_at < 1
        wait_for(lambda: not journal.exists(), what="the journal to be removed")


def test_after_a_power_loss_the_next_start_puts_it_back(settings: GnomeSettings, journal: Path, make: Make) -> None:
    settings.set("autoconfig-url", CORPORATE)
    settings.set("mode", "auto")
    with Program(settings, journal) as program:
        program.guard.kill()
        program.child.kill()
        ended = psutil.Process(program.child.pid)
        wait_for(lambda: ended.status() == psutil.STATUS_ZOMBIE, what="its end, of which nobody has taken note")
        assert settings.proxy() == OURS
        state = make().recover()
        assert state
        assert (state.status, state.now) == (S.NOT_OURS, CORPORATE)
        assert settings.proxy() == ("auto", CORPORATE)
        assert make().recover() is None


@pytest.mark.usefixtures("left_on")
@pytest.mark.parametrize("begin", [lambda proxy: proxy.recover(), lambda proxy: proxy.turn_on(URL)])
def test_after_a_power_loss_another_desktop_puts_it_back(
    settings: GnomeSettings, make: Make, begin: Callable[[SystemProxy], SystemProxyState | None]
) -> None:
    state = begin(make({"XDG_CURRENT_DESKTOP": "sway"}))
    assert state
    assert (state.status, state.desktop) == (S.UNSUPPORTED, "Sway")
    assert settings.proxy() == ("auto", CORPORATE)


@pytest.mark.parametrize("reached", [("none", CORPORATE), ("none", URL), ("auto", URL), ("auto", NEXT_URL)])
def test_a_power_loss_in_the_middle_is_no_trouble(
    settings: GnomeSettings, journal: Path, make: Make, reached: tuple[str, str]
) -> None:
    settings.set("mode", "none")
    settings.set("autoconfig-url", CORPORATE)
    proxy = make()
    proxy.turn_on(URL)
    proxy.follow(NEXT_URL)
    lose_power(journal)
    settings.set("autoconfig-url", reached[1])
    settings.set("mode", reached[0])
    state = make().recover()
    assert state
    assert state.status is S.NOT_OURS
    assert settings.proxy() == ("none", CORPORATE)


@pytest.mark.usefixtures("left_on")
def test_turning_it_on_after_a_power_loss_keeps_what_was_there_before(settings: GnomeSettings, make: Make) -> None:
    proxy = make()
    assert proxy.turn_on(NEXT_URL).before == CORPORATE
    proxy.turn_off()
    assert settings.proxy() == ("auto", CORPORATE)


def test_who_runs_still_is_not_recovered_from(settings: GnomeSettings, make: Make) -> None:
    make().turn_on(URL)
    assert make().recover() is None
    assert settings.proxy() == OURS


def test_two_profiles_hand_it_to_each_other(settings: GnomeSettings, journal: Path, make: Make) -> None:
    settings.set("autoconfig-url", CORPORATE)
    settings.set("mode", "auto")
    first, second = make(), make()
    first.turn_on(URL)
    assert second.turn_on(OTHER_PROFILE).before == CORPORATE
    assert first.look().status is S.TAKEN
    assert first.follow(NEXT_URL).status is S.TAKEN
    assert first.turn_off().now == OTHER_PROFILE
    first.close()
    assert settings.proxy() == ("auto", OTHER_PROFILE)
    assert second.turn_off().now == CORPORATE
    assert settings.proxy() == ("auto", CORPORATE)


def test_a_profile_that_was_killed_after_another_took_over_leaves_it(
    settings: GnomeSettings, journal: Path, make: Make
) -> None:
    with Program(settings, journal) as program:
        second = make()
        second.turn_on(OTHER_PROFILE)
        program.kill()
        wait_for(lambda: not program.guard.is_running(), what="the guard to end")
        assert settings.proxy() == ("auto", OTHER_PROFILE)
        assert second.look().status is S.OURS


def test_a_towpaths_url_that_nobody_knows_of_is_never_put_back(settings: GnomeSettings, make: Make) -> None:
    settings.set("autoconfig-url", OTHER_PROFILE)
    settings.set("mode", "auto")
    proxy = make()
    assert proxy.turn_on(URL).before == ""
    proxy.turn_off()
    assert settings.set_by_user() == ""


FOREIGN = [("auto", "http://other.corp/x.pac"), ("manual", URL), ("manual", "http://other.corp/x.pac")]
"""Modes and URLs that somebody else sets while ours is on."""


@pytest.mark.parametrize("foreign", FOREIGN)
def test_what_somebody_else_changed_is_left_alone(
    settings: GnomeSettings, make: Make, foreign: tuple[str, str]
) -> None:
    proxy = make()
    proxy.turn_on(URL)
    mode, url = foreign
    settings.set("autoconfig-url", url)
    settings.set("mode", mode)
    assert proxy.look().status is S.TAKEN
    assert proxy.follow(NEXT_URL).status is S.TAKEN
    assert settings.proxy() == foreign
    assert proxy.turn_off().status is S.TAKEN
    assert settings.proxy() == (mode, "" if url == URL else url)
    assert proxy.look().status is S.NOT_OURS


@pytest.mark.usefixtures("left_on")
@pytest.mark.parametrize("foreign", FOREIGN)
def test_what_somebody_else_changed_is_left_alone_after_a_power_loss(
    settings: GnomeSettings, make: Make, foreign: tuple[str, str]
) -> None:
    mode, url = foreign
    settings.set("autoconfig-url", url)
    settings.set("mode", mode)
    state = make().recover()
    assert state
    assert state.status is S.TAKEN
    assert settings.proxy() == (mode, CORPORATE if url == URL else url)


def test_taking_it_again_remembers_what_the_others_wished(settings: GnomeSettings, make: Make) -> None:
    proxy = make()
    proxy.turn_on(URL)
    settings.set("autoconfig-url", CORPORATE)
    state = proxy.turn_on(NEXT_URL)
    assert (state.status, state.before, state.now) == (S.OURS, CORPORATE, NEXT_URL)
    settings.set("mode", "none")
    assert proxy.turn_on(NEXT_URL).before == ""
    proxy.turn_off()
    assert settings.proxy() == ("none", CORPORATE)


def test_what_was_put_back_by_hand_needs_no_word(settings: GnomeSettings, make: Make) -> None:
    proxy = make()
    proxy.turn_on(URL)
    settings.reset()
    assert proxy.look().status is S.TAKEN
    assert proxy.turn_off().status is S.NOT_OURS


@pytest.mark.usefixtures("left_on")
def test_a_damaged_journal_leaves_no_dead_url_behind(settings: GnomeSettings, journal: Path, make: Make) -> None:
    journal.write_bytes(journal.read_bytes()[:40])
    state = make().recover()
    assert state
    assert state.status is S.NOT_OURS
    assert settings.set_by_user() == ""
    assert not journal.exists()


def test_a_damaged_journal_is_no_reason_to_touch_what_is_not_ours(
    settings: GnomeSettings, journal: Path, make: Make
) -> None:
    journal.write_text("{")
    settings.set("autoconfig-url", CORPORATE)
    settings.set("mode", "auto")
    make().recover()
    assert settings.proxy() == ("auto", CORPORATE)


def test_a_program_that_forgot_to_turn_it_off_is_helped_by_its_guard(settings: GnomeSettings, make: Make) -> None:
    proxy = make()
    proxy.turn_on(URL)
    proxy.close()
    assert settings.set_by_user() == ""


def test_a_program_hands_it_to_the_next_one_as_it_is(settings: GnomeSettings, make: Make) -> None:
    settings.set("autoconfig-url", CORPORATE)
    settings.set("mode", "auto")
    first, second = make(), make()
    first.turn_on(URL)
    first.close(leaves=True)
    assert second.turn_on(URL).before == CORPORATE
    wait_for(lambda: len(guards()) == 1, what="the first one's guard to see that there is another")
    first.close()
    assert settings.proxy() == OURS
    second.close()
    assert settings.proxy() == ("auto", CORPORATE)


def test_what_was_left_to_the_next_one_can_be_put_back_by_it(settings: GnomeSettings, make: Make) -> None:
    first = make()
    first.turn_on(URL)
    first.close(leaves=True)
    assert make().recover()
    assert settings.set_by_user() == ""


def test_where_no_next_one_comes_the_guard_puts_it_back(settings: GnomeSettings, tmp_path: Path) -> None:
    program = f"import sys, {guard_main.__module__} as guard; guard.LEFT_SECONDS = 0.5; guard.guard_main(sys.argv[2:])"
    impatient = (sys.executable, "-c", program, "proxy-guard")
    proxy = system_proxy(tmp_path / "journal.json", {**os.environ, **settings.env}, impatient)
    proxy.turn_on(URL)
    proxy.close(leaves=True)
    assert settings.proxy() == OURS
    wait_for(lambda: settings.set_by_user() == "", what="the guard to put it back")
    proxy.close()


def test_quick_changes_leave_one_guard_and_then_none(make: Make) -> None:
    proxy = make()
    for _ in range(2):
        proxy.turn_on(URL)
        proxy.turn_on(NEXT_URL)
        assert len(guards()) == 1
        proxy.turn_off()
        assert not guards()


def why(state: SystemProxyState) -> str:
    assert isinstance(state.problem, Problem)
    assert state.status is S.FAILED
    assert (state.problem.kind, state.problem.subject) == (ProblemKind.SYSTEM_PROXY_FAILED, "GNOME")
    return state.problem.facts["detail"]


def test_without_the_session_bus_it_says_so(settings: GnomeSettings, journal: Path, make: Make) -> None:
    proxy = make({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
    detail = why(proxy.turn_on(URL))
    assert "Could not connect" in detail or detail == NOT_KEPT, "gsettings may end before dconf has complained"
    assert not journal.exists()


def test_a_backend_that_forgets_is_found_out(journal: Path, make: Make) -> None:
    proxy = make({"GSETTINGS_BACKEND": "memory"})
    assert why(proxy.turn_on(URL)) == NOT_KEPT
    assert not journal.exists()


def test_without_gsettings_it_says_so(tmp_path: Path, make: Make) -> None:
    proxy = make({"PATH": str(tmp_path)})
    assert why(proxy.turn_on(URL)) == "gsettings is not installed"
    assert why(proxy.look()) == "gsettings is not installed"


def test_a_journal_that_cannot_be_written_changes_nothing(settings: GnomeSettings, make: Make, journal: Path) -> None:
    journal.mkdir()
    state = make().turn_on(URL)
    assert state.status is S.FAILED
    assert settings.proxy() == NOTHING


@pytest.mark.expects_log("no guard for the desktop's proxy setting")
def test_without_a_guard_it_is_turned_on_all_the_same(settings: GnomeSettings, journal: Path) -> None:
    proxy = system_proxy(journal, {**os.environ, **settings.env}, ("/nonexistent",))
    assert proxy.turn_on(URL).status is S.OURS
    proxy.turn_off()
    proxy.close()
    assert settings.set_by_user() == ""


def test_changes_by_others_are_told_and_ours_are_not(settings: GnomeSettings, make: Make) -> None:
    proxy = make()
    told: list[SystemProxyState] = []
    proxy.watch(told.append)
    proxy.turn_on(URL)
    settings.set("mode", "none")
    wait_for(lambda: told, what="the change to be told")
    assert [state.status for state in told] == [S.TAKEN]
    settings.set("mode", "auto")
    wait_for(lambda: len(told) == 2, what="the change back to be told")
    assert told[-1].status is S.OURS


def test_no_password_is_shown(settings: GnomeSettings, make: Make, journal: Path) -> None:
    settings.set("authentication-password", "hidden-word", "org.gnome.system.proxy.http")
    settings.set("autoconfig-url", "http://me:hidden@wpad.corp/x.pac")
    settings.set("mode", "auto")
    proxy = make()
    assert proxy.look().now == "http://me@wpad.corp/x.pac"
    assert proxy.turn_on(URL).before == "http://me@wpad.corp/x.pac"
    assert "hidden-word" not in journal.read_text()
    proxy.turn_off()
    assert settings.proxy() == ("auto", "http://me:hidden@wpad.corp/x.pac")


def test_what_the_router_serves_is_known_to_be_ours() -> None:
    page = PacPage(secrets.token_urlsafe(), Endpoint("127.0.0.1", 40001))
    assert is_towpath(Value(page.url, None))
    assert not is_towpath(Value(CORPORATE, None))
