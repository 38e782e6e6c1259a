"""What goes wrong is said in one line - what, why, what to do - on stderr and in the window, to an ordinary user."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

import pytest

from tests.support.keys import KeyFile, KeyMaker
from tests.support.nobody import as_nobody, lowest_unprivileged_port
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import AtTerminal, Done, towpath
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model.command import GiveAnswer, Up
from towpath.model.connection import AuthMethod, Connection, Hop
from towpath.model.error import Problem
from towpath.model.event import Event, QuestionAsked
from towpath.model.prompt import PasswordAsked, Secrets
from towpath.model.state import Status
from towpath.model.words import explain, line
from towpath.store.paths import find_profile

NOT_A_NAME = "n" * 64 + ".example"
"""Unknown without a question to any name server: DNS labels have 63 characters at most (RFC 1035, 2.3.4)."""
NOBODY_THERE = r"connection refused{}: nothing listens on that port \(check host and port; the server may be down\)"


class Servers(NamedTuple):
    """What the failures need."""

    gateway: Sshd
    inner: Sshd
    password: Sshd
    key: KeyFile
    wrong_key: KeyFile


class Failure(NamedTuple):
    """A connection that cannot come up, and the line that says why (a regular expression)."""

    connection: Connection
    line: str


@pytest.fixture
def servers(sshd: Sshd, inner_sshd: Sshd, password_sshd: Sshd, user_key: KeyFile, keys: KeyMaker) -> Servers:
    know(sshd, inner_sshd, password_sshd)
    return Servers(sshd, inner_sshd, password_sshd, user_key, keys.key(name="stranger"))


@contextmanager
def taken_port(servers: Servers) -> Iterator[Failure]:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        yield Failure(
            connection("x", hop(servers.gateway, servers.key), forward("web", 80, listen=port)),
            rf"cannot listen on 127\.0\.0\.1:{port}: "
            r"(another program|a program of user \S+|Towpath itself|\S+ \(process \d+\)) already listens there"
            r" \(stop it, or choose another port\)",
        )


@contextmanager
def unknown_host(servers: Servers) -> Iterator[Failure]:
    yield Failure(
        connection("x", Hop(host=NOT_A_NAME, user="ann")),
        rf"cannot reach ann@{NOT_A_NAME}: the name {NOT_A_NAME} is not known"
        r" \(check the spelling, the network, or the VPN\)",
    )


@contextmanager
def host_unknown_at_the_gateway(servers: Servers) -> Iterator[Failure]:
    yield Failure(
        connection("x", Hop(host=NOT_A_NAME, user="ann"), jumps=[hop(servers.gateway, servers.key)]),
        rf"cannot reach {NOT_A_NAME}:22: the name {NOT_A_NAME} is not known at the gateway"
        r" \(check the spelling, or ask the gateway's administrator\)",
    )


@contextmanager
def refused(servers: Servers) -> Iterator[Failure]:
    port = free_port()
    yield Failure(
        connection("x", Hop(host="127.0.0.1", port=port, user="ann")),
        rf"cannot reach ann@127\.0\.0\.1:{port}: " + NOBODY_THERE.format(""),
    )


@contextmanager
def refused_behind_the_gateway(servers: Servers) -> Iterator[Failure]:
    port = free_port()
    target = Hop(host="127.0.0.1", port=port, user="ann")
    yield Failure(
        connection("x", target, jumps=[hop(servers.gateway, servers.key)]),
        rf"cannot reach 127\.0\.0\.1:{port}: "
        + NOBODY_THERE.format(rf" as seen from \S+@127\.0\.0\.1:{servers.gateway.port}"),
    )


@contextmanager
def wrong_key(servers: Servers) -> Iterator[Failure]:
    yield Failure(
        connection("x", hop(servers.gateway, servers.wrong_key)),
        rf"cannot log in to \S+@127\.0\.0\.1:{servers.gateway.port}: none of your keys was accepted"
        rf" \(the server takes publickey; tried \S*{servers.wrong_key.path.name}\)"
        r" \(install your public key there, or choose another key\)",
    )


@contextmanager
def wrong_key_behind_the_gateway(servers: Servers) -> Iterator[Failure]:
    inner = hop(servers.inner, servers.wrong_key)
    yield Failure(
        connection("x", inner, jumps=[hop(servers.gateway, servers.key)]),
        rf"cannot log in to \S+@127\.0\.0\.1:{servers.inner.port}: none of your keys was accepted \(.+\)"
        r" \(a key that lives on the gateway cannot be used from here; install your public key on that machine\)",
    )


@contextmanager
def gone_at_once(servers: Servers) -> Iterator[Failure]:
    with hanging_up(b"") as port:
        yield Failure(connection("x", Hop(host="127.0.0.1", port=port, user="ann")), gone(port))


@contextmanager
def gone_in_the_key_exchange(servers: Servers) -> Iterator[Failure]:
    with hanging_up(b"SSH-2.0-Short_Lived\r\n") as port:
        yield Failure(connection("x", Hop(host="127.0.0.1", port=port, user="ann")), gone(port))


@contextmanager
def not_ssh(servers: Servers) -> Iterator[Failure]:
    with hanging_up(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        yield Failure(
            connection("x", Hop(host="127.0.0.1", port=port, user="ann")),
            rf"cannot log in to ann@127\.0\.0\.1:{port}: what answers there is not an SSH server: .*HTTP/1\.1 400.*"
            r" \(check the port\)",
        )


def gone(port: int) -> str:
    return (
        rf"cannot log in to \S+@127\.0\.0\.1:{port}: the server closed the connection during login(: .+)?"
        r" \(try again; if it stays so, ask the server's administrator\)"
    )


@contextmanager
def hanging_up(greeting: bytes) -> Iterator[int]:
    """A server that says something, hears something, and hangs up. Yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.sendall(greeting)
                    client.recv(1)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


FAILURES = [
    taken_port,
    unknown_host,
    host_unknown_at_the_gateway,
    refused,
    refused_behind_the_gateway,
    wrong_key,
    wrong_key_behind_the_gateway,
    gone_at_once,
    gone_in_the_key_exchange,
    not_ssh,
]
MakeFailure = Callable[[Servers], AbstractContextManager[Failure]]


def check(done: Done, expected: str) -> None:
    assert done.code == 1, done
    assert done.out == ""
    assert re.fullmatch(f"towpath: {expected}\n", done.err), done.err


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.__name__)
def test_the_command_line_says_it_in_one_line(failure: MakeFailure, servers: Servers) -> None:
    with failure(servers) as (saved, expected):
        save(saved)
        check(towpath("up", "x", program=as_nobody()), expected)


def test_a_privileged_port(servers: Servers) -> None:
    if lowest_unprivileged_port() < 1024:
        pytest.skip("everybody may listen on low ports here")
    save(connection("x", hop(servers.gateway, servers.key), forward("web", 80, listen=999)))
    check(
        towpath("up", "x", program=as_nobody()),
        r"cannot listen on 127\.0\.0\.1:999: ports below 1024 are reserved for the system"
        r" \(choose a port from 1024 up\)",
    )


@pytest.mark.parametrize("method", [AuthMethod.PASSWORD, AuthMethod.KEYBOARD_INTERACTIVE])
def test_a_wrong_password(servers: Servers, method: AuthMethod) -> None:
    save(connection("x", hop(servers.password, methods=[method])))
    with AtTerminal("up", "x", program=as_nobody()) as up:
        for times in (1, 2, 3):
            up.answer_secret("'s password: ", "wr0ng-canary", times=times)
        done = up.end()
    check(
        Done(done.code, "", done.err),
        rf"cannot log in to \S+@127\.0\.0\.1:{servers.password.port}: the password was refused"
        r" \(check user name and password, then connect again\)",
    )


def test_a_server_that_goes_away_while_the_password_is_typed(servers: Servers) -> None:
    save(connection("x", hop(servers.password)))
    with AtTerminal("up", "x", program=as_nobody()) as up:
        up.wait_for("'s password: ")
        servers.password.drop_sessions()
        done = up.end()
    check(Done(done.code, "", done.err), gone(servers.password.port))


# --- the window: the same problems from an engine of its kind, in the words its pages show


@pytest.fixture
def window() -> Iterator[Callable[[Connection], Problem]]:
    """Brings a connection up as the window does, typing a wrong password; returns the problem it then shows."""
    engines: list[Owned] = []

    def bring_up(saved: Connection) -> Problem:
        save(saved)
        profile = find_profile()
        opened = open_profile(profile.folder, EngineKind.WINDOW, lambda: parts_of(profile))
        assert isinstance(opened, Owned)
        engines.append(opened)
        engine = opened.engine

        def answer(event: Event) -> None:
            if isinstance(event, QuestionAsked) and isinstance(event.question.asked, PasswordAsked):
                engine.submit(GiveAnswer(id=event.question.id, answer=Secrets(values=("wr0ng-canary",))))

        outcome: list[Problem | None] = []
        engine.subscribe(answer, answers=True)
        engine.submit(Up(connection=saved.id), outcome.append)
        wait_for(lambda: outcome, timeout=30, what="the outcome")
        state = engine.snapshot().by_id(saved.id)
        assert state is not None
        shown = state.problem or next((f.problem for f in state.forwards if f.problem), None)
        assert shown is not None, "the window has nothing to show"
        assert shown == outcome[0]
        assert Status.UP not in {state.status, *(f.status for f in state.forwards)}
        return shown

    yield bring_up
    for opened in engines:
        opened.close()


def words_match(problem: Problem, expected: str) -> None:
    assert re.fullmatch(expected, line(problem)), line(problem)
    words = explain(problem)
    assert "" not in (words.what, words.why, words.to_do)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.__name__)
def test_the_window_has_the_same_words(
    failure: MakeFailure, servers: Servers, window: Callable[[Connection], Problem]
) -> None:
    with failure(servers) as (saved, expected):
        words_match(window(saved), expected)


def test_the_window_has_words_for_a_wrong_password(servers: Servers, window: Callable[[Connection], Problem]) -> None:
    words_match(
        window(connection("x", hop(servers.password))),
        rf"cannot log in to \S+@127\.0\.0\.1:{servers.password.port}: the password was refused"
        r" \(check user name and password, then connect again\)",
    )
