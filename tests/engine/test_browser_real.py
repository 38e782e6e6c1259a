"""Requests of browsers, through the real router and OpenSSH's sshd: on demand, after a loss, across restarts."""

import os
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.fakes import Outcome
from tests.support.dialects import GRANTED, ask, outcome
from tests.support.engine import Profiles, Typist, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.lock import EngineKind
from towpath.model.browsing import (
    CheckLeaks,
    ExplainSite,
    ForgetSites,
    Leak,
    LeakChecked,
    SaveRule,
    SetBrowserMode,
    SiteExplained,
    SiteSeen,
)
from towpath.model.command import Down, GiveAnswer, SaveConnection, Up
from towpath.model.connection import Connection, HostKeyPolicy, Reconnect
from towpath.model.event import Event, QuestionAsked, Reported
from towpath.model.forward import Endpoint
from towpath.model.ports import EngineAccess
from towpath.model.prompt import Accept, HostKeyAsked, Question, Refuse
from towpath.model.site_rule import BrowserMode, Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Status

RULES = SetBrowserMode(mode=BrowserMode.RULES)
HERE = "0.0.0.0"
"""Leads to whichever machine connects to it, and is no loopback address: those always go direct."""
SITE = SiteRule(id="site", pattern=HERE, connection="box")
PAGE = b"Hello from behind the gateway\n"
BACK_SECONDS = 2.0
"""In which sites work again once the connection is back."""


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer({"/": PAGE}) as running:
        yield running


def to(sshd: Sshd, key: KeyFile) -> Connection:
    made = connection("box", hop(sshd, key, policy=HostKeyPolicy.ACCEPT_NEW), reconnect=True)
    return replace(made, reconnect=Reconnect(first_delay=0.1, longest_delay=0.5))


def follow_rules(engine: EngineAccess, *rules: SiteRule) -> Endpoint:
    """Where browsers go then."""
    for rule in rules:
        assert do(engine, SaveRule(rule=rule, before="")) is None
    assert do(engine, RULES) is None
    return router(engine)


def router(engine: EngineAccess) -> Endpoint:
    where = engine.snapshot().browser.router
    assert where
    return where


def visit(proxy: Endpoint, site: HttpServer) -> str:
    """The page, or how the proxy refuses."""
    with ask(proxy, Endpoint(HERE, site.port)) as client:
        said = outcome(client)
        if said != GRANTED:
            return said
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        return b"".join(iter(lambda: client.recv(4096), b"")).partition(b"\r\n\r\n")[2].decode()


def test_twenty_first_requests_are_one_login_and_all_get_their_page(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    profiles.save(to(sshd, user_key))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    proxy = follow_rules(engine, SITE)
    mark = sshd.mark()
    with ThreadPoolExecutor(20) as visitors:
        pages = list(visitors.map(lambda _: visit(proxy, site), range(20)))
    assert pages == [PAGE.decode()] * 20
    assert len(sshd.logins(since=mark)) == 1
    assert len(sshd.forwarded_to(since=mark)) == 20
    [seen] = wait_for(
        lambda: [one for one in engine.snapshot().sites if one.requests == 20 and not one.open], what="the site"
    )
    told = replace(seen, seen_at=0.0, up=0)
    size = seen.down
    assert told == SiteSeen(
        host=HERE, port=site.port, domain=HERE, route=Route.VIA, connection="box", rule="site", requests=20, down=size
    )
    assert size > 20 * len(PAGE)


def test_a_request_waits_while_its_user_logs_in(profiles: Profiles, otp_sshd: Sshd, site: HttpServer) -> None:
    assert otp_sshd.pam
    profiles.save(connection("box", hop(otp_sshd, policy=HostKeyPolicy.ACCEPT_NEW)))
    engine = profiles.own(EngineKind.WINDOW).engine
    typist = Typist(engine, otp_sshd.pam)
    assert visit(follow_rules(engine, SITE), site) == PAGE.decode()
    assert len(typist.asked) == 2


def test_a_lost_connection_closes_its_sites_until_it_is_back(
    profiles: Profiles, user_key: KeyFile, site: HttpServer, tmp_path: Path
) -> None:
    with Sshd(tmp_path / "server", name="own", authorized=[user_key]) as sshd:
        profiles.save(to(sshd, user_key))
        engine = profiles.own(EngineKind.COMMAND_LINE).engine
        proxy = follow_rules(engine, SITE)
        assert visit(proxy, site) == PAGE.decode()
        with ask(proxy, Endpoint(HERE, site.port)) as open_one:
            assert outcome(open_one) == GRANTED
            sshd.kill()
            wait_status(engine, "box", Status.RETRYING)
            with pytest.raises(ConnectionResetError):
                open_one.recv(1)
        visits = site.visits
        began = time.monotonic()
        assert visit(proxy, site) != PAGE.decode()
        assert time.monotonic() - began < 1
        assert site.visits == visits
        sshd.start()
        wait_status(engine, "box", Status.UP)
        came_back = time.monotonic()
        assert visit(proxy, site) == PAGE.decode()
        assert time.monotonic() - came_back < BACK_SECONDS


def test_a_site_that_may_goes_direct_while_its_connection_is_down(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    profiles.save(to(sshd, user_key))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    proxy = follow_rules(engine, replace(SITE, when_down=WhenDown.DIRECT))
    assert do(engine, Down(connection="box")) is None
    mark = sshd.mark()
    assert visit(proxy, site) == PAGE.decode()
    assert sshd.logins(since=mark) == []
    assert do(engine, SaveRule(rule=SITE)) is None
    assert visit(proxy, site) != PAGE.decode()
    assert do(engine, Up(connection="box")) is None
    assert visit(proxy, site) == PAGE.decode()


def test_a_restart_finds_the_port_and_the_url_of_before(profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> None:
    profiles.save(to(sshd, user_key))
    first = profiles.own(EngineKind.WINDOW)
    follow_rules(first.engine, SITE)
    before = first.engine.snapshot().browser
    first.close()
    engine = profiles.own(EngineKind.WINDOW).engine
    wait_for(lambda: engine.snapshot().browser.pac_url, what="the PAC file")
    after = engine.snapshot().browser
    assert (after.mode, after.router, after.pac_url) == (before.mode, before.router, before.pac_url)
    with urllib.request.urlopen(after.pac_url, timeout=10) as answer:  # noqa: S310 (it is ours)
        assert f"SOCKS5 {after.router}" in answer.read().decode()


def test_a_window_takes_over_with_all_rules_where_they_were(profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> None:
    """When its router begins to serve, so that no site of a temporary rule goes another way meanwhile."""
    profiles.save(to(sshd, user_key))
    first = profiles.own(EngineKind.COMMAND_LINE)
    for_now = replace(SITE, id="now", pattern="now.example", lifetime=Lifetime.HOUR)
    follow_rules(first.engine, replace(SITE, id="first"), for_now, SITE)
    unsaved = replace(to(sshd, user_key), id="quick", name="quick")
    assert do(first.engine, SaveConnection(connection=unsaved, save=False)) is None
    quick = replace(for_now, id="quick", pattern="quick.example", connection="quick", lifetime=Lifetime.SESSION)
    assert do(first.engine, SaveRule(rule=quick, before="")) is None
    before = first.engine.snapshot().browser
    window = profiles.own(EngineKind.WINDOW)
    wait_for(lambda: window.engine.snapshot().browser.router, what="the router")
    after = window.engine.snapshot().browser
    assert (after.rules, after.router, after.mode) == (before.rules, before.router, BrowserMode.RULES)


def test_another_program_asks_and_alone_hears_the_answer(profiles: Profiles, sshd: Sshd, user_key: KeyFile) -> None:
    profiles.save(to(sshd, user_key))
    owned, joined, other = profiles.own(EngineKind.COMMAND_LINE), profiles.join(), profiles.join()
    there: list[Event] = []
    elsewhere: list[Event] = []
    joined.engine.subscribe(there.append)
    other.engine.subscribe(elsewhere.append)
    follow_rules(joined.engine, SITE)
    assert do(joined.engine, ExplainSite(request="r", site=f"http://{HERE}/")) is None
    [heard] = [event for event in there if isinstance(event, Reported)]
    assert heard == Reported(
        joined.engine.asker, "r", SiteExplained(host=HERE, port=80, route=Route.VIA, connection="box", rule=SITE)
    )
    assert joined.engine.snapshot().browser == owned.engine.snapshot().browser
    assert do(other.engine, ForgetSites()) is None
    assert Reported not in map(type, elsewhere)


def test_a_person_who_does_not_log_in_is_asked_once(profiles: Profiles, otp_sshd: Sshd, site: HttpServer) -> None:
    profiles.save(connection("box", hop(otp_sshd, policy=HostKeyPolicy.ASK)))
    engine = profiles.own(EngineKind.WINDOW).engine
    asked: list[Question] = []

    def refuse(event: Event) -> None:
        if isinstance(event, QuestionAsked):
            asked.append(event.question)
            is_host_key = isinstance(event.question.asked, HostKeyAsked)
            engine.submit(GiveAnswer(id=event.question.id, answer=Accept() if is_host_key else Refuse()))

    engine.subscribe(refuse, answers=True)
    proxy = follow_rules(engine, SITE)
    refusals = [visit(proxy, site) for _ in range(3)]
    assert PAGE.decode() not in refusals
    assert len(asked) == 2
    assert state(engine, "box").status is Status.OFF


@pytest.mark.parametrize(
    ("asks_for", "leak"), [("ipv4only.arpa", Leak.NONE), ("192.0.0.170", Leak.RESOLVED_HERE)], ids=["name", "address"]
)
def test_the_desktops_browser_is_checked_for_leaks(
    profiles: Profiles, asks_for: str, leak: Leak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.engine.leak_checks.SETTLE_SECONDS", 0.01)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    opened = tmp_path / "opened"
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}\n')
    program.chmod(0o700)
    profiles.save()
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    heard: list[Event] = []
    engine.subscribe(heard.append)
    proxy = follow_rules(engine)
    ended = Outcome()
    engine.submit(CheckLeaks(request="r"), ended)
    wait_for(lambda: opened.exists() and opened.read_text() == "http://ipv4only.arpa/", what="the browser to be opened")
    with ask(proxy, Endpoint(asks_for, 443)) as client:  # some browsers try https first, and then what they were told
        assert outcome(client) == GRANTED
    assert ended.problem() is None
    with ask(proxy, Endpoint(asks_for, 80)) as client:
        assert outcome(client) == GRANTED
        client.sendall(b"GET / HTTP/1.1\r\nHost: ipv4only.arpa\r\n\r\n")
        assert b"comes from Towpath" in b"".join(iter(lambda: client.recv(4096), b""))
    assert Reported("", "r", LeakChecked(leak=leak, name="ipv4only.arpa")) in heard
