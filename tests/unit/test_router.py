"""The router: which way requests go, what happens when connections come and go, and what is remembered of them."""

import gc
import itertools
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Self

import pytest

from tests.support.carriers import TestCarriers
from tests.support.dialects import GONE, GRANTED, Dialect, ask, outcome
from tests.support.streams import Target, echo_once, is_over, receive_exactly
from tests.support.wait import wait_for
from towpath.model.browsing import Leak, SiteSeen
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.site_rule import Route, SiteRule, WhenDown
from towpath.net import outgoing
from towpath.net.dial import Address
from towpath.routing import router as router_module
from towpath.routing.leak_page import LEAK_NAME
from towpath.routing.pac import pac_text
from towpath.routing.passage import Passage
from towpath.routing.router import Router
from towpath.routing.rules import RuleBook
from towpath.routing.site_log import MOST_SITES

ANYWHERE = Endpoint("127.0.0.1", 0)
HERE = "127.0.0.1"
BOX = "box.example"
INNER = Endpoint("wiki.intra.lab", 8080)
"""A host that only the far end knows."""
VIA_A = SiteRule(id="a", pattern="intra.lab", connection="a")
VIA_B = SiteRule(id="b", pattern="intra.lab", connection="b")
BLOCKED = SiteRule(id="x", pattern="ads.example", route=Route.BLOCK)
DOWN = Problem(ProblemKind.NETWORK_DOWN, "a")
REFUSED_BY_RULE = {Dialect.SOCKS5: "2", Dialect.SOCKS4A: "91", Dialect.CONNECT: "403", Dialect.ABSOLUTE: "403"}
NO_WAY = {Dialect.SOCKS5: "1", Dialect.SOCKS4A: "91", Dialect.CONNECT: "503", Dialect.ABSOLUTE: "503"}


class Bench:
    """A router, and two targets behind the connections `a` and `b`, which are up unless the test takes them down."""

    def __init__(self, stack: ExitStack) -> None:
        self.carriers = TestCarriers()
        stack.callback(self.carriers.close)
        self.a, self.b = (stack.enter_context(Target(ANYWHERE)) for _ in range(2))
        self.router = Router(self.carriers, token="secret")
        stack.callback(self.router.stop)
        self.endpoint = self.router.start(0)

    def up(self) -> Self:
        self.carriers.bring_up("a", self.a.endpoint)
        self.carriers.bring_up("b", self.b.endpoint)
        return self

    def follow(self, *rules: SiteRule, everything_via: str = "") -> Self:
        book = RuleBook(rules, everything_via=everything_via)
        self.router.follow(book, pac_text(book, self.endpoint))
        return self

    def ask(self, target: Endpoint = INNER, dialect: Dialect = Dialect.SOCKS5) -> socket.socket:
        return ask(self.endpoint, target, dialect)

    def open(self, target: Endpoint = INNER) -> socket.socket:
        """One that was granted."""
        client = self.ask(target)
        assert outcome(client) == GRANTED
        return client

    def outcome(self, target: Endpoint = INNER, dialect: Dialect = Dialect.SOCKS5) -> str:
        with self.ask(target, dialect) as client:
            return outcome(client, dialect)

    def site(self, host: str) -> SiteSeen:
        [site] = [site for site in self.router.sites() if site.host == host]
        return site


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is one name that this machine can look up, BOX, and it is this machine's."""

    def look_up(host: str, port: int) -> list[Address]:
        if host == BOX:
            return [(socket.AF_INET, (HERE, port))]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(outgoing, "resolve", look_up)


@pytest.fixture
def bench() -> Iterator[Bench]:
    with ExitStack() as stack:
        yield Bench(stack)


class TestWays:
    """Each dialect, each verdict."""

    @pytest.mark.parametrize("dialect", Dialect)
    def test_a_ruled_site_goes_through_its_connection_by_name(self, bench: Bench, dialect: Dialect) -> None:
        bench.up().follow(VIA_A)
        with bench.ask(dialect=dialect) as near, bench.a.accept() as far:
            if dialect is Dialect.ABSOLUTE:
                assert receive_exactly(far, 16) == b"GET / HTTP/1.1\r\n"
            else:
                assert outcome(near, dialect) == GRANTED
                echo_once(near, far)
        assert bench.carriers.asked == [("a", INNER)]

    @pytest.mark.parametrize("dialect", Dialect)
    def test_what_no_rule_is_for_goes_direct(self, bench: Bench, dialect: Dialect) -> None:
        bench.up().follow(VIA_A)
        with Target(ANYWHERE) as target, bench.ask(target.endpoint, dialect) as near, target.accept() as far:
            if dialect is Dialect.ABSOLUTE:
                assert receive_exactly(far, 16) == b"GET / HTTP/1.1\r\n"
            else:
                assert outcome(near, dialect) == GRANTED
                echo_once(near, far)
        assert not bench.carriers.asked

    @pytest.mark.parametrize("dialect", Dialect)
    def test_a_blocked_site_is_refused(self, bench: Bench, dialect: Dialect) -> None:
        bench.up().follow(BLOCKED)
        assert bench.outcome(Endpoint("www.ads.example", 80), dialect) == REFUSED_BY_RULE[dialect]
        assert bench.site("www.ads.example").problem == Problem(
            ProblemKind.SITE_BLOCKED, "www.ads.example", {"rule": "ads.example"}
        )

    def test_everything_goes_through_one_connection_but_for_rules_and_this_machine(self, bench: Bench) -> None:
        bench.up().follow(VIA_A, everything_via="b")
        with Target(ANYWHERE) as target:
            for host, port in ((INNER.host, 1), ("other.example", 2), (HERE, target.endpoint.port)):
                bench.open(Endpoint(host, port)).close()
        assert bench.carriers.asked == [("a", Endpoint(INNER.host, 1)), ("b", Endpoint("other.example", 2))]

    def test_literals_are_held_against_networks_however_they_are_written(self, bench: Bench) -> None:
        bench.up().follow(SiteRule(id="n", pattern="10.1.0.0/16", connection="a"))
        by_address = b"\5\1\0\5\1\0\1" + socket.inet_aton("10.1.2.3") + b"\0\x50"
        with socket.create_connection((bench.endpoint.host, bench.endpoint.port)) as client:
            client.sendall(by_address)
            assert outcome(client) == GRANTED
        bench.open(Endpoint("10.1.2.3", 80)).close()
        assert bench.carriers.asked == [("a", Endpoint("10.1.2.3", 80))] * 2

    def test_a_port_of_a_connections_own_takes_no_other_way(self, bench: Bench) -> None:
        bench.up().follow(BLOCKED)
        own = bench.router.open_own("b", 0)
        assert bench.router.open_own("b", 0) == own
        for host in ("www.ads.example", "localhost", "other.example"):
            with ask(own, Endpoint(host, 80)) as near, bench.b.accept() as far:
                assert outcome(near) == GRANTED
                bench.follow(SiteRule(id="d", pattern=host, route=Route.DIRECT))
                echo_once(near, far)
        assert [connection for connection, _ in bench.carriers.asked] == ["b"] * 3

    @pytest.mark.parametrize(
        ("rule", "expected"), [(None, "5"), (SiteRule(id="a", pattern="127.0.0.0/8", connection="a"), "5")]
    )
    def test_a_target_that_refuses_is_told_as_such(self, bench: Bench, rule: SiteRule | None, expected: str) -> None:
        bench.follow(*([rule] if rule else []))
        with Target(ANYWHERE) as target:
            nobody = target.endpoint
        assert bench.outcome(nobody) == expected
        assert bench.outcome(nobody, Dialect.CONNECT) == "502"
        wait_for(lambda: bench.site(HERE).problem, what="the problem")

    def test_a_name_that_nobody_knows_is_told_as_such(self, bench: Bench) -> None:
        bench.follow()
        for dialect, refused in (("socks5", "4"), ("socks4a", "91"), ("connect", "502"), ("absolute", "502")):
            assert bench.outcome(Endpoint("nobody.example", 80), Dialect(dialect)) == refused

    def test_nobody_is_served_before_there_are_rules(self, bench: Bench) -> None:
        bench.up()
        with bench.ask() as client:
            client.settimeout(0.2)
            with pytest.raises(TimeoutError):
                client.recv(1)
            client.settimeout(10)
            bench.follow(VIA_A)
            assert outcome(client) == GRANTED


class TestDown:
    """Connections that are not up."""

    @pytest.mark.parametrize("dialect", Dialect)
    def test_a_ruled_site_never_goes_direct(self, bench: Bench, dialect: Dialect) -> None:
        """Though it could be reached so."""
        bench.follow(SiteRule(id="r", pattern=BOX, connection="a"))
        with Target(ANYWHERE) as target, bench.ask(Endpoint(BOX, target.endpoint.port), dialect) as client:
            bench.carriers.wait_reaching()(DOWN)
            assert outcome(client, dialect) == NO_WAY[dialect]
            assert target.nobody_came()
        assert bench.site(BOX).problem == DOWN

    def test_a_name_that_only_this_system_reads_is_not_looked_up(self, bench: Bench) -> None:
        """In an odd sign, `1.` and a part of a ruled name could hide."""
        bench.follow(VIA_A)
        assert bench.outcome(Endpoint("\u2488intra.lab", 80)) == "4"
        assert bench.site("\u2488intra.lab").problem == Problem(ProblemKind.NAME_UNKNOWN, "\u2488intra.lab")

    def test_it_goes_direct_if_its_rule_says_so(self, bench: Bench) -> None:
        rule = SiteRule(id="r", pattern=BOX, connection="a", when_down=WhenDown.DIRECT)
        bench.follow(rule)
        with Target(ANYWHERE) as target, bench.ask(Endpoint(BOX, target.endpoint.port)) as near:
            near.sendall(b"early")
            bench.carriers.wait_reaching()(DOWN)
            assert outcome(near) == GRANTED
            with target.accept() as far:
                assert receive_exactly(far, 5) == b"early"
                echo_once(near, far)
                bench.follow(rule, BLOCKED)
                echo_once(near, far)
                bench.follow(SiteRule(id="r", pattern=BOX, connection="a"))  # and now it may not any more
                with pytest.raises(ConnectionResetError):
                    near.recv(1)

    def test_requests_wait_until_it_is_up_and_it_is_asked_for_once(self, bench: Bench) -> None:
        bench.follow(VIA_A)
        with bench.ask() as first, bench.ask(dialect=Dialect.CONNECT) as second:
            first.sendall(b"early")
            wait_for(lambda: [site.open for site in bench.router.sites()] == [2], what="both requests")
            done = bench.carriers.wait_reaching()
            assert bench.router.last_used("a")
            carrier = bench.carriers.make("a", bench.a.endpoint)
            done(carrier)
            assert outcome(first) == GRANTED
            assert outcome(second, Dialect.CONNECT) == GRANTED
            with bench.a.accept() as one, bench.a.accept() as other:
                second.sendall(b"later")
                assert {receive_exactly(far, 5) for far in (one, other)} == {b"early", b"later"}
        assert [connection for connection, _ in bench.carriers.reaching] == ["a"]

    def test_the_next_request_asks_again(self, bench: Bench) -> None:
        bench.follow(VIA_A)
        for count in (1, 2):
            with bench.ask() as client:
                bench.carriers.wait_reaching(count)(DOWN)
                assert outcome(client) == "1"

    def test_a_client_that_hangs_up_is_not_served_any_more(self, bench: Bench) -> None:
        bench.follow(VIA_A)
        with bench.ask():
            done = bench.carriers.wait_reaching()
        wait_for(lambda: not bench.site(INNER.host).open, what="the client to be forgotten")
        done(bench.carriers.make("a", bench.a.endpoint))
        bench.carriers.bring_up("a", bench.a.endpoint)
        bench.open().close()
        assert len(bench.carriers.asked) == 1

    def test_nobody_waits_for_ever(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(router_module, "PARKED_SECONDS", 0.1)
        bench.follow(VIA_A)
        with bench.ask() as client:
            assert outcome(client) == "4"
        problem = bench.site(INNER.host).problem
        assert problem
        assert (problem.kind, problem.facts["step"]) == (ProblemKind.TIMED_OUT, "waiting for its connection")
        bench.carriers.wait_reaching()(DOWN)  # too late for anybody
        wait_for(lambda: not bench.router._waiting, what="that to be heard")
        with bench.ask():
            bench.carriers.wait_reaching(2)(DOWN)

    @pytest.mark.parametrize("gives_up", ["client", "router"])
    def test_those_that_gave_up_are_forgotten_while_a_person_is_asked(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch, gives_up: str
    ) -> None:
        monkeypatch.setattr(router_module, "PARKED_SECONDS", 0.1 if gives_up == "router" else 60.0)
        bench.follow(VIA_A)
        with ExitStack() as stack:
            clients = [stack.enter_context(bench.ask()) for _ in range(20)]
            wait_for(lambda: bench.carriers.reaching and bench.site(INNER.host).requests == 20, what="all of them")
            if gives_up == "router":
                assert [outcome(client) for client in clients] == ["4"] * 20

        def kept() -> int:
            bench.router.sites()
            gc.collect()
            return sum(isinstance(one, Passage) for one in gc.get_objects())

        wait_for(lambda: not kept(), what=lambda: f"{kept()} to go")
        assert len(bench.carriers.reaching) == 1

    def test_what_is_said_while_waiting_is_kept_up_to_a_limit(self, bench: Bench) -> None:
        bench.follow(VIA_A)
        said = bytes(range(256)) * 1024
        with bench.ask() as client:
            writer = threading.Thread(target=client.sendall, args=(said,), name="test-writer")
            writer.start()
            bench.carriers.wait_reaching()(bench.carriers.make("a", bench.a.endpoint))
            assert outcome(client) == GRANTED
            with bench.a.accept() as far:
                assert receive_exactly(far, len(said)) == said
            writer.join()

    def test_a_session_that_ends_between_two_steps_is_no_way(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        bench.carriers.up["a"].relay.close()
        assert bench.outcome() == GONE
        wait_for(lambda: not bench.site(INNER.host).open, what="its end")

    def test_a_cut_resets_what_goes_through_it_and_nothing_else(self, bench: Bench) -> None:
        bench.up().follow(VIA_A, SiteRule(id="b", pattern="other.example", connection="b"))
        with bench.open() as near_a, bench.open(Endpoint("other.example", 1)) as near_b, bench.b.accept() as far_b:
            bench.router.cut("a")
            with pytest.raises(ConnectionResetError):
                near_a.recv(1)
            echo_once(near_b, far_b)

    def test_a_cut_leaves_alone_what_waits_for_it_until_it_goes_through_it(self, bench: Bench) -> None:
        bench.follow(VIA_A)
        with bench.ask() as client:
            done = bench.carriers.wait_reaching()
            bench.router.cut("a")
            done(bench.carriers.make("a", bench.a.endpoint))
            assert outcome(client) == GRANTED
            bench.router.cut("a")
            with pytest.raises(ConnectionResetError):
                client.recv(1)


class TestRuleChanges:
    """Running requests, when the rules become others."""

    @pytest.mark.parametrize(
        "rules",
        [
            pytest.param([VIA_B], id="another connection"),
            pytest.param([], id="direct"),
            pytest.param([SiteRule(id="a", pattern="intra.lab", route=Route.BLOCK)], id="blocked"),
        ],
    )
    def test_what_goes_another_way_now_is_reset(self, bench: Bench, rules: Sequence[SiteRule]) -> None:
        bench.up().follow(VIA_A, BLOCKED)
        with bench.open() as client:
            bench.follow(*rules)
            with pytest.raises(ConnectionResetError):
                client.recv(1)

    def test_what_goes_the_same_way_goes_on(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        with Target(ANYWHERE) as target, ExitStack() as stack:
            via, direct = stack.enter_context(bench.open()), stack.enter_context(bench.open(target.endpoint))
            far, far_direct = stack.enter_context(bench.a.accept()), stack.enter_context(target.accept())
            bench.follow(BLOCKED, SiteRule(id="n", pattern=INNER.host, connection="a"))
            echo_once(via, far)
            echo_once(direct, far_direct)

    def test_what_went_direct_is_reset_when_it_has_a_connection_now(self, bench: Bench) -> None:
        bench.up().follow()
        with Target(ANYWHERE) as target, bench.open(Endpoint(BOX, target.endpoint.port)) as near:
            bench.follow(SiteRule(id="r", pattern=BOX, connection="a"))
            with pytest.raises(ConnectionResetError):
                near.recv(1)

    def test_what_waits_is_let_go(self, bench: Bench) -> None:
        bench.follow(VIA_A)
        with bench.ask() as client:
            done = bench.carriers.wait_reaching()
            bench.follow(VIA_B)
            assert outcome(client) == GONE
            done(DOWN)
        wait_for(lambda: not bench.site(INNER.host).open, what="its end")

    def test_new_requests_go_by_the_new_rules_at_once(self, bench: Bench) -> None:
        bench.up()
        for rule in [VIA_A, VIA_B] * 5:
            bench.follow(rule)
            bench.open().close()
        assert [connection for connection, _ in bench.carriers.asked] == ["a", "b"] * 5


class TestLog:
    """What is remembered."""

    def test_sites_with_their_rules_and_bytes(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        before = time.time()
        with Target(ANYWHERE) as target, bench.open() as near, bench.a.accept() as far:
            near.sendall(b"x" * 1000)
            receive_exactly(far, 1000)
            far.sendall(b"y" * 300_000)
            receive_exactly(near, 300_000)
            with bench.open(target.endpoint) as direct, target.accept() as far_direct:
                direct.sendall(b"z" * 7)
                receive_exactly(far_direct, 7)
                far_direct.sendall(b"w" * 11)
                receive_exactly(direct, 11)
                wait_for(lambda: bench.site(HERE).down == 11, what="the bytes to be counted")
                newest, oldest = bench.router.sites()
        assert oldest.seen_at >= before
        assert newest.seen_at >= oldest.seen_at
        assert newest == SiteSeen(
            host=HERE, port=target.endpoint.port, domain=HERE, route=Route.DIRECT, requests=1, open=1, down=11, up=7,
            seen_at=newest.seen_at,
        )  # fmt: skip
        assert oldest == SiteSeen(
            host=INNER.host, port=INNER.port, domain="intra.lab", route=Route.VIA, connection="a", rule="a",
            requests=1, open=1, down=300_000, up=1000, seen_at=oldest.seen_at,
        )  # fmt: skip

    def test_bytes_of_ended_requests_are_kept(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        for _ in range(2):
            with bench.open() as near, bench.a.accept() as far:
                near.sendall(b"12345")
                receive_exactly(far, 5)
                far.sendall(b"1234567")
                receive_exactly(near, 7)
        wait_for(lambda: not bench.site(INNER.host).open, what="their end")
        site = bench.site(INNER.host)
        assert (site.requests, site.up, site.down) == (2, 10, 14)

    @pytest.mark.parametrize(
        ("host", "domain"),
        [
            ("a.b.example.co.uk", "example.co.uk"),
            ("wiki", "wiki"),
            ("fd00::1", "fd00::1"),
            ("BÜCHER.example.", "xn--bcher-kva.example"),
        ],
    )
    def test_what_a_rule_would_be_for(self, bench: Bench, host: str, domain: str) -> None:
        bench.up().follow(everything_via="a")
        bench.open(Endpoint(host, 80)).close()
        [site] = bench.router.sites()
        assert site.domain == domain

    def test_not_more_than_so_many(self, bench: Bench) -> None:
        bench.up().follow(BLOCKED)
        for number in [*range(MOST_SITES + 5), 5]:
            bench.outcome(Endpoint(f"s{number}.ads.example", 80))
        hosts = [site.host.partition(".")[0] for site in bench.router.sites()]
        assert len(hosts) == MOST_SITES
        assert (hosts[0], hosts[-1]) == ("s5", "s6")

    def test_turned_off_it_forgets_at_once(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        with bench.open():
            assert bench.router.log_sites
            bench.router.log_sites = False
            bench.open().close()
            assert bench.router.sites() == ()
            bench.router.log_sites = True
            assert bench.router.sites() == ()
            bench.open().close()
            assert bench.site(INNER.host).requests == 1

    def test_the_list_can_be_emptied(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        bench.open().close()
        bench.router.forget_sites()
        assert bench.router.sites() == ()

    def test_changes_are_told_once_a_second_and_not_while_nothing_happens(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(router_module, "TELL_SECONDS", 0.3)
        told: list[float] = []
        bench.router.changed = lambda: told.append(time.monotonic())
        bench.up().follow(BLOCKED)
        for number in range(50):
            bench.outcome(Endpoint(f"s{number}.ads.example", 80))
        wait_for(lambda: not bench.router._look_timer, what="the router to come to rest")
        assert 1 <= len(told) <= 1 + (time.monotonic() - told[0]) / 0.3
        assert all(later - earlier >= 0.29 for earlier, later in itertools.pairwise(told))
        assert len(bench.router.sites()) == 50

    def test_when_a_connection_was_last_used(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        assert bench.router.last_used("a") is None
        with bench.open(), bench.a.accept():
            before = time.monotonic()
            used = bench.router.last_used("a")
            assert used
            assert used >= before
        wait_for(lambda: not bench.site(INNER.host).open, what="its end")
        ended = bench.router.last_used("a")
        assert ended
        assert ended == bench.router.last_used("a")
        assert ended <= time.monotonic()
        assert bench.router.last_used("b") is None


class TestLeakCheck:
    """A page that the router answers itself."""

    @pytest.mark.parametrize("dialect", Dialect)
    def test_asked_for_by_name(self, bench: Bench, dialect: Dialect) -> None:
        seen: list[Leak] = []
        bench.follow()
        bench.router.expect_leak_check(LEAK_NAME, seen.append)
        with bench.ask(Endpoint(LEAK_NAME, 80), dialect) as client:
            if dialect is not Dialect.ABSOLUTE:
                assert outcome(client, dialect) == GRANTED
                client.sendall(f"GET /?1 HTTP/1.1\r\nHost: {LEAK_NAME}\r\n\r\n".encode())
            assert b"This page comes from Towpath" in _all_of(client)
        assert seen == [Leak.NONE]
        assert bench.router.sites() == ()

    @pytest.mark.parametrize("address", ["192.0.0.170", "192.0.0.171", "64:ff9b::c000:aa"])
    def test_asked_for_by_an_address_that_a_name_server_gave(self, bench: Bench, address: str) -> None:
        seen: list[Leak] = []
        bench.up().follow(everything_via="a")
        bench.router.expect_leak_check(LEAK_NAME, seen.append)
        bench.open(Endpoint(address, 80)).close()
        assert seen == [Leak.RESOLVED_HERE]
        bench.router.forget_leak_check(LEAK_NAME)
        bench.open(Endpoint(address, 80)).close()
        assert len(seen) == 1
        assert len(bench.carriers.asked) == 1

    def test_who_speaks_tls_is_turned_away(self, bench: Bench) -> None:
        bench.follow()
        bench.router.expect_leak_check(LEAK_NAME, lambda _: None)
        with bench.open(Endpoint(LEAK_NAME, 443)) as client:
            client.sendall(b"\x16\3\1\0\5hello")
            assert client.recv(100) == b""


class TestPorts:
    """Where it listens."""

    def test_a_taken_port_names_its_holder(self, bench: Bench) -> None:
        other = Router(bench.carriers, token="t")
        try:
            with pytest.raises(TowpathError) as failed:
                other.start(bench.endpoint.port)
        finally:
            other.stop()
        assert failed.value.problem == Problem(
            ProblemKind.PORT_IN_USE, str(bench.endpoint), {"holder": "Towpath itself"}
        )

    def test_the_port_can_be_had_again_at_once(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        with bench.open() as client:
            bench.router.stop()
            is_over(client)
        again = Router(bench.carriers, token="t")
        with closing(_Stopping(again)):
            assert again.start(bench.endpoint.port) == bench.endpoint

    def test_other_addresses_of_this_machine_do_not_answer(self, bench: Bench) -> None:
        bench.follow()
        for address in ("127.0.0.2", socket.gethostbyname(socket.gethostname()), "::1"):
            if address != HERE:
                with pytest.raises(ConnectionRefusedError):
                    socket.create_connection((address, bench.endpoint.port), timeout=5)

    def test_stopping_lets_everything_go(self, bench: Bench) -> None:
        bench.up().follow(VIA_A, SiteRule(id="b", pattern="late.example", connection="late"))
        with Target(ANYWHERE) as target, ExitStack() as stack:
            open_ = [stack.enter_context(bench.open(place)) for place in (INNER, target.endpoint)]
            waiting = stack.enter_context(bench.ask(Endpoint("late.example", 80)))
            done = bench.carriers.wait_reaching()
            bench.router.stop()
            for client in (*open_, waiting):
                is_over(client)
            done(DOWN)

    def test_five_hundred_at_once(self, bench: Bench) -> None:
        bench.up().follow(VIA_A)
        with ExitStack() as stack:
            nears = [stack.enter_context(bench.ask()) for _ in range(500)]
            fars = [stack.enter_context(bench.a.accept()) for _ in nears]
            for near in nears:
                assert outcome(near) == GRANTED
            for near in nears:
                near.sendall(b"1")
            for far in fars:
                assert receive_exactly(far, 1) == b"1"
            assert bench.site(INNER.host).open == 500
            bench.router.cut("a")
            for near in nears:
                is_over(near)
        wait_for(lambda: not bench.site(INNER.host).open, what="their end")


class _Stopping:
    def __init__(self, router: Router) -> None:
        self.close = router.stop


def _all_of(stream: socket.socket) -> bytes:
    said = b""
    while piece := stream.recv(4096):
        said += piece
    return said
