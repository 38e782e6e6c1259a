"""The engine with its real parts against OpenSSH's sshd."""

import contextlib
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace

from tests.engine.fakes import MemorySecrets, Outcome
from tests.support.engine import Profiles, Typist, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from tests.support.wait import wait_for
from towpath.engine.engine import CLOSE_SECONDS
from towpath.engine.lock import EngineKind
from towpath.model.command import CheckForwards, Down, GiveAnswer, RetryNow, Up
from towpath.model.connection import Auth, Connection, Hop, HostKeyPolicy, Keepalive, Reconnect
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, QuestionAsked
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.prompt import CodeAsked, PasswordAsked, Secrets
from towpath.model.state import Status


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


def hop(sshd: Sshd, key: KeyFile | None, *, port: int = 0) -> Hop:
    auth = Auth(identity_files=(str(key.path),) if key else ("/nonexistent",), use_agent=False)
    return Hop(
        host="127.0.0.1",
        port=port or sshd.port,
        user=sshd.user,
        auth=auth,
        host_key_policy=HostKeyPolicy.ACCEPT_NEW,
    )


def connection(name: str, target: Hop, site: HttpServer, *, jumps: Sequence[Hop] = ()) -> Connection:
    forward = Forward(
        id="web",
        listen=Endpoint("127.0.0.1", free_port()),
        target=Endpoint("127.0.0.1", site.port),
        label="web",
    )
    return Connection(
        id=name,
        name=name,
        target=target,
        jumps=tuple(jumps),
        forwards=(forward,),
        reconnect=Reconnect(first_delay=0.05, longest_delay=0.2),
        keepalive=Keepalive(interval=0),
    )


def fetch(made: Connection) -> bytes:
    url = f"http://{made.forwards[0].listen}/"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())


def test_a_page_is_fetched_through_three_hops(
    profiles: Profiles, hop_sshds: Sequence[Sshd], user_key: KeyFile, site: HttpServer
) -> None:
    gateway, middle, inner = (hop(sshd, user_key) for sshd in hop_sshds)
    made = connection("box", inner, site, jumps=(gateway, middle))
    profiles.save(made)
    owned = profiles.own(EngineKind.COMMAND_LINE)
    assert do(owned.engine, Up(connection="box")) is None
    assert [h.status for h in state(owned.engine, "box").hops] == [Status.UP] * 3
    assert fetch(made) == site.pages["/"]
    assert do(owned.engine, Down(connection="box")) is None
    assert is_free(made.forwards[0].listen)


def test_three_connections_behind_one_code_gateway_cost_one_login_and_one_code(
    profiles: Profiles, otp_sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    assert otp_sshd.pam
    gateway = hop(otp_sshd, None)
    made = [connection(name, hop(inner_sshd, user_key), site, jumps=(gateway,)) for name in ("a", "b", "c")]
    profiles.save(*made)
    owned = profiles.own(EngineKind.WINDOW)
    typist = Typist(owned.engine, otp_sshd.pam)
    terminal = profiles.join()  # the first of the three comes from a shell
    gateway_log, inner_log = otp_sshd.mark(), inner_sshd.mark()
    outcomes = [Outcome() for _ in made]
    terminal.engine.submit(Up(connection="a"), outcomes[0])
    for one, outcome in zip(made[1:], outcomes[1:], strict=True):
        owned.engine.submit(Up(connection=one.id), outcome)
    assert [outcome.problem() for outcome in outcomes] == [None, None, None]
    assert [fetch(one) for one in made] == [site.pages["/"]] * 3
    assert len(otp_sshd.logins(since=gateway_log)) == 1
    assert [type(asked) for asked in typist.asked] == [PasswordAsked, CodeAsked]
    assert len(inner_sshd.logins(since=inner_log)) == 1, "the inner machine is one shared hop, too"


def test_a_lost_code_session_costs_one_code_for_all_who_use_it(
    profiles: Profiles, otp_sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    assert otp_sshd.pam
    gateway = hop(otp_sshd, None)
    made = [connection(name, hop(inner_sshd, user_key), site, jumps=(gateway,)) for name in ("a", "b")]
    profiles.save(*made)
    engine = profiles.own(EngineKind.WINDOW).engine
    typist = Typist(engine, otp_sshd.pam)
    for one in made:
        assert do(engine, Up(connection=one.id)) is None
    typist.asked.clear()
    mark = otp_sshd.mark()
    otp_sshd.drop_sessions()
    for one in made:
        wait_status(engine, one.id, Status.WAITING_FOR_USER)
        problem = state(engine, one.id).problem
        assert problem
        assert problem.kind is ProblemKind.LOGIN_NEEDED
        assert problem.subject == f"{gateway.user}@127.0.0.1:{gateway.port}"
    assert typist.asked == []
    assert do(engine, RetryNow(connection="a")) is None
    wait_status(engine, "b", Status.UP)
    assert [fetch(one) for one in made] == [site.pages["/"]] * 2
    assert [type(asked) for asked in typist.asked] == [PasswordAsked, CodeAsked]
    assert len(otp_sshd.logins(since=mark)) == 1


def test_a_dropped_session_comes_back_and_serves_again(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    made = connection("box", hop(sshd, user_key), site)
    profiles.save(made)
    owned = profiles.own(EngineKind.COMMAND_LINE)
    assert do(owned.engine, Up(connection="box")) is None
    mark = sshd.mark()
    sshd.drop_sessions()
    wait_for(lambda: sshd.logins(since=mark), what="another login")
    wait_status(owned.engine, "box", Status.UP)
    assert fetch(made) == site.pages["/"]


def test_a_window_takes_over_what_was_up(profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    made = connection("box", hop(sshd, user_key), site)
    profiles.save(made)
    first = profiles.own(EngineKind.COMMAND_LINE)
    assert do(first.engine, Up(connection="box")) is None
    second = profiles.own(EngineKind.WINDOW)
    assert is_free(made.forwards[0].listen)
    again = Up(connection="box", forwards=("web",), persistent=True, start_programs=False)
    assert second.were_up == (again,)
    for command in second.were_up:
        assert do(second.engine, command) is None
    assert fetch(made) == site.pages["/"]


def test_down_on_a_frozen_link_is_immediate(
    profiles: Profiles, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    with LinkRelay(sshd.port) as link:
        made = connection("box", hop(inner_sshd, user_key), site, jumps=(hop(sshd, user_key, port=link.port),))
        profiles.save(made)
        owned = profiles.own(EngineKind.COMMAND_LINE)
        assert do(owned.engine, Up(connection="box")) is None
        link.freeze()
        began = time.monotonic()
        assert do(owned.engine, Down(connection="box")) is None
        assert time.monotonic() - began < 1
        assert state(owned.engine, "box").status is Status.OFF
        assert is_free(made.forwards[0].listen)


def test_a_port_in_use_is_said(profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    made = connection("box", hop(sshd, user_key), site)
    profiles.save(made)
    owned = profiles.own(EngineKind.COMMAND_LINE)
    with socket.create_server(("127.0.0.1", made.forwards[0].listen.port)):
        problem = do(owned.engine, Up(connection="box"))
    assert problem is not None
    assert (problem.kind, problem.subject) == (ProblemKind.PORT_IN_USE, str(made.forwards[0].listen))


def test_a_target_that_refuses_degrades_the_forward(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    made = connection("box", hop(sshd, user_key), site)
    [forward] = made.forwards
    nobody = Forward(id="web", listen=forward.listen, target=Endpoint("127.0.0.1", free_port()))
    profiles.save(Connection(id="box", name="box", target=made.target, forwards=(nobody,)))
    owned = profiles.own(EngineKind.COMMAND_LINE)
    assert do(owned.engine, Up(connection="box")) is None
    with (
        socket.create_connection((forward.listen.host, forward.listen.port)) as client,
        contextlib.suppress(ConnectionResetError),
    ):
        assert client.recv(1) == b""
    wait_status(owned.engine, "box", Status.DEGRADED)
    problem = state(owned.engine, "box").forwards[0].problem
    assert problem is not None
    assert problem.kind is ProblemKind.TARGET_REFUSES


def test_every_kind_comes_up_counts_and_comes_back(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    made = connection("box", hop(sshd, user_key), site)
    target = made.forwards[0].target
    remote = Forward(id="r", kind=ForwardKind.REMOTE, listen=Endpoint("127.0.0.1", free_port()), target=target)
    dynamic = Forward(id="d", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", free_port()))
    profiles.save(replace(made, forwards=(*made.forwards, remote, dynamic)))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine

    def serves() -> None:
        assert do(engine, CheckForwards(connection="box")) is None
        for forward in (made.forwards[0], remote):
            with urllib.request.urlopen(f"http://{forward.listen}/", timeout=10) as answer:
                assert answer.read() == site.pages["/"]
        wait_for(lambda: all(f.traffic.down > 0 for f in state(engine, "box").forwards[:2]), what="both to count")

    assert do(engine, Up(connection="box")) is None
    serves()
    mark = sshd.mark()
    sshd.drop_sessions()
    wait_for(lambda: sshd.logins(since=mark), what="another login")
    wait_for(lambda: all(f.status is Status.UP for f in state(engine, "box").forwards), what="all to be up")
    serves()


def test_a_target_that_refuses_is_found_before_anybody_tries(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    made = connection("box", hop(sshd, user_key), site)
    nobody = replace(made.forwards[0], target=Endpoint("127.0.0.1", free_port()))
    profiles.save(replace(made, forwards=(nobody,)))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    assert do(engine, Up(connection="box")) is None
    wait_status(engine, "box", Status.DEGRADED)
    [forward] = state(engine, "box").forwards
    assert forward.problem
    assert forward.problem.kind is ProblemKind.TARGET_REFUSES
    assert forward.checked_at >= time.time() - 10


def test_down_during_a_login_ends_it(profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer) -> None:
    with LinkRelay(sshd.port) as link:
        made = connection("box", hop(sshd, user_key, port=link.port), site)
        profiles.save(made)
        owned = profiles.own(EngineKind.COMMAND_LINE)
        link.freeze()
        outcome = Outcome()
        owned.engine.submit(Up(connection="box"), outcome)
        wait_status(owned.engine, "box", Status.CONNECTING)
        assert do(owned.engine, Down(connection="box")) is None
        problem = outcome.problem()
        assert problem is not None
        assert problem.kind is ProblemKind.CANCELLED


def test_closing_with_a_frozen_chain_ends_in_time(
    profiles: Profiles, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    with LinkRelay(sshd.port) as link:
        made = connection("box", hop(inner_sshd, user_key), site, jumps=(hop(sshd, user_key, port=link.port),))
        profiles.save(made)
        owned = profiles.own(EngineKind.COMMAND_LINE)
        assert do(owned.engine, Up(connection="box")) is None
        link.freeze()
        began = time.monotonic()
        owned.close()
        assert time.monotonic() - began < CLOSE_SECONDS
        assert not [t.name for t in threading.enumerate() if t.name.startswith("towpath-close")]


def test_a_proxy_command_jump_shares_the_gateways_login(
    profiles: Profiles, sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    gateway, inner = hop(sshd, user_key), hop(inner_sshd, user_key)
    key = user_key.path
    command = f"ssh -q -i {key} -p {sshd.port} {sshd.user}@127.0.0.1 -W `echo 127.0.0.1:{inner_sshd.port}`"
    jumping = connection("jumping", inner, site, jumps=(gateway,))
    commanded = replace(connection("commanded", inner, site), proxy_command=command)
    profiles.save(jumping, commanded)
    owned = profiles.own(EngineKind.COMMAND_LINE)
    mark = sshd.mark()
    assert do(owned.engine, Up(connection="jumping")) is None
    assert do(owned.engine, Up(connection="commanded")) is None
    assert fetch(commanded) == site.pages["/"]
    assert len(sshd.logins(since=mark)) == 1


class FullKeyring(MemorySecrets):
    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        return Problem(ProblemKind.KEYRING_FAILED, key, {"detail": "it is full"})


@pytest.mark.expects_log("secret for .* not saved")
def test_a_password_that_could_not_be_remembered_is_told(
    profiles: Profiles, password_sshd: Sshd, site: HttpServer
) -> None:
    assert password_sshd.pam
    typed = Secrets(values=(password_sshd.pam.password,), remember=True)
    profiles.save(connection("lab", hop(password_sshd, None), site))
    engine = profiles.own(EngineKind.COMMAND_LINE, FullKeyring()).engine

    def person(event: Event) -> None:
        if isinstance(event, QuestionAsked):
            engine.submit(GiveAnswer(id=event.question.id, answer=typed))

    engine.subscribe(person, answers=True)
    for _ in range(2):
        assert do(engine, Up(connection="lab")) is None
        assert do(engine, Down(connection="lab")) is None
        wait_for(lambda: engine.snapshot().notices, what="the notice")
    assert [notice.kind for notice in engine.snapshot().notices] == [ProblemKind.KEYRING_FAILED]
