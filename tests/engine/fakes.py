"""Stand-ins for what the engine commands: a connector, sessions and forwards that do what a test tells them."""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from tests.engine.fake_browser import FakeBrowserParts
from tests.engine.fake_runs import FakeTransfers
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.engine.desktop_parts import DesktopParts
from towpath.engine.edit_parts import EditParts
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Clock
from towpath.engine.session_secrets import SessionSecrets
from towpath.engine.transfers import TransferParts
from towpath.model.command import Command, GiveAnswer, ShowWindow
from towpath.model.connection import Connection, Hop, Keepalive, Reconnect
from towpath.model.desktop import AutostartState
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import Asker, ForwardEvents, Stream, StreamEvents
from towpath.model.prompt import Answer, Asked, CodeAsked, Line, Question, Secrets
from towpath.model.remembered import Remembered
from towpath.model.settings import Config
from towpath.model.state import ConnectionState, Report, Status, Traffic
from towpath.model.was_up import WasUp
from towpath.model.web_app import KeptWebApps
from towpath.net.cancel import Cancel
from towpath.net.relay import Relay
from towpath.ssh.session import Session
from towpath.ssh.via import Through, Via
from towpath.store.edit_journal import EditJournal
from towpath.store.journal import TransferJournal
from towpath.store.records import Records
from towpath.system.opener import Opener, this_desktop

NOWHERE = Path(os.devnull) / "journal"
"""For a journal that nothing is to be written to."""
CODE = CodeAsked(account="me@gate:22", lines=(Line("One-time code:", echo=True),))


class FakeSession:
    """Closes when it is told, or with the session that carries it."""

    def __init__(self, name: str, *, needed_person: bool, carrier: "FakeSession | None") -> None:
        self.name = name
        self.needed_person = needed_person
        self.alive = True
        self.watched: Keepalive | None = None
        self.expected_within: list[float] = []
        self._callbacks: list[Callable[[Problem | None], None]] = []
        if carrier:
            carrier.on_closed(lambda problem: self.lose(problem) if problem else self.close())

    def watch(self, keepalive: Keepalive) -> None:
        self.watched = keepalive

    def expect_answer(self, seconds: float) -> None:
        self.expected_within.append(seconds)

    def on_closed(self, callback: Callable[[Problem | None], None]) -> None:
        self._callbacks.append(callback)

    def relay(self) -> Relay:
        return cast("Relay", self)

    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream:
        raise AssertionError("no test opens a stream here")

    def close(self) -> None:
        self._end(None)

    def lose(self, problem: Problem | None = None) -> None:
        self._end(problem or Problem(ProblemKind.LOST, self.name))

    def _end(self, problem: Problem | None) -> None:
        if self.alive:
            self.alive = False
            for callback in self._callbacks:
                callback(problem)


class FakeConnector:
    """Logs in at once, unless told to fail, to ask first, or to wait, for a host."""

    def __init__(self) -> None:
        self.logins: Counter[str] = Counter()
        self.hops: dict[str, Hop] = {}
        self.vias: dict[str, Via] = {}
        self.sessions: dict[str, FakeSession] = {}
        self.failures: dict[str, Problem] = {}
        self.questions: dict[str, Asked] = {}
        self.touched: set[str] = set()
        """Hosts whose key is on a token that somebody has to touch."""
        self.answers: list[Answer] = []
        self.gates: dict[str, threading.Event] = {}
        self.cancelled: list[str] = []

    def hold(self, host: str) -> threading.Event:
        """Logins to `host` wait until the event is set."""
        self.gates[host] = threading.Event()
        return self.gates[host]

    def login(
        self,
        hop: Hop,
        via: Via,
        *,
        ask: Asker,
        cancel: Cancel,
        report: Report,
        taken: Callable[[], None] = lambda: None,
    ) -> Session:
        self.logins[hop.host] += 1
        self.hops[hop.host] = hop
        self.vias[hop.host] = via
        touch = hop.host in self.touched
        report(Status.WAITING_FOR_USER if touch else Status.CONNECTING, touch=touch)
        if gate := self.gates.get(hop.host):
            cancel.on_cancel(gate.set)
            gate.wait(20)
            if cancel.cancelled:
                self.cancelled.append(hop.host)
            cancel.check(str(hop))
        question = self.questions.get(hop.host)
        if question:
            report(Status.WAITING_FOR_USER)
            self.answers.append(ask(question))
            report(Status.CONNECTING)
        if problem := self.failures.get(hop.host):
            raise TowpathError(problem)
        carrier = cast("FakeSession", via.session) if isinstance(via, Through) else None
        session = FakeSession(str(hop), needed_person=question is not None, carrier=carrier)
        self.sessions[hop.host] = session
        return cast("Session", session)


class FakeForward:
    """Listens nowhere. Its test speaks through `events`, and says what its target does."""

    def __init__(self, session: Session, forward: Forward, events: ForwardEvents, password: str) -> None:
        self.session = session
        self.forward = forward
        self.events = events
        self.password = password
        self.listening = False
        self.carried = Traffic()
        self.refusal: Problem | None = None
        self.slow = False
        """It does not say yet whether it listens."""
        self.target_says: Problem | None = None
        self.checks = 0

    def start(self) -> None:
        if self.refusal:
            self.events.failed(self.refusal)
            return
        self.listening = True
        if not self.slow:
            self.say_listening()

    def say_listening(self) -> None:
        port = self.forward.listen.port or 40000
        self.events.listening(replace(self.forward.listen, port=port))

    def stop(self) -> None:
        self.listening = False

    def check(self, done: Callable[[Problem | None], None]) -> None:
        self.checks += 1
        done(self.target_says)

    def traffic(self) -> Traffic:
        return self.carried


class FakeForwards:
    """Makes forwards and remembers them; ports in `taken` are in use, those in `slow` say nothing yet."""

    def __init__(self) -> None:
        self.made: list[FakeForward] = []
        self.taken: set[int] = set()
        self.slow: set[int] = set()
        self.target_says: Problem | None = None

    def __call__(self, session: Session, forward: Forward, events: ForwardEvents, password: str = "") -> FakeForward:
        made = FakeForward(session, forward, events, password)
        made.target_says = self.target_says
        made.slow = forward.listen.port in self.slow
        if forward.listen.port in self.taken:
            made.refusal = Problem(ProblemKind.PORT_IN_USE, str(forward.listen))
        self.made.append(made)
        return made

    @property
    def listening(self) -> set[int]:
        return {made.forward.listen.port for made in self.made if made.listening}

    def on(self, port: int) -> FakeForward:
        """The newest forward that listens there."""
        return next(m for m in reversed(self.made) if m.forward.listen.port == port)


class MemoryConfig:
    """Keeps the configuration for as long as the test runs, or refuses to."""

    def __init__(self, *connections: Connection) -> None:
        self.config = Config(connections=connections)
        self.saved = 0
        self.broken: Problem | None = None

    def load(self) -> tuple[Config, tuple[Problem, ...]]:
        return self.config, ()

    def save(self, config: Config) -> None:
        if self.broken:
            raise TowpathError(self.broken)
        self.config = config
        self.saved += 1


class MemoryWebApps:
    """Remembers for as long as the test runs."""

    def __init__(self) -> None:
        self.kept = KeptWebApps()

    def load(self) -> KeptWebApps:
        return self.kept

    def save(self, web_apps: KeptWebApps) -> None:
        self.kept = web_apps


class MemoryRemembered:
    """Remembers for as long as the test runs."""

    def __init__(self) -> None:
        self.remembered = Remembered()
        self.saved = 0
        self.broken: Problem | None = None

    def load(self) -> Remembered:
        return self.remembered

    def save(self, remembered: Remembered) -> None:
        if self.broken:
            raise TowpathError(self.broken)
        self.remembered = remembered
        self.saved += 1


class MemoryWasUp:
    """Keeps what is up for as long as the test runs."""

    def __init__(self, kept: WasUp | None = None) -> None:
        self.kept = kept or WasUp(ended=True)

    def load(self) -> WasUp:
        return self.kept

    def save(self, was_up: WasUp) -> None:
        self.kept = was_up


class MemoryAutostart:
    """A desktop that starts what it is told to."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self.command = command
        self.state = AutostartState(enabled=False, place="/autostart/towpath.desktop", command=command)

    def read(self) -> AutostartState:
        return self.state

    def switch_on(self) -> None:
        self.state = replace(self.state, enabled=True, command=self.command, ours=True, other="", switched_off=False)

    def switch_off(self) -> None:
        self.state = replace(self.state, enabled=False)


class MemorySecrets:
    """A keyring that is a dictionary."""

    name = "dictionary"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.problem: Problem | None = None
        """Why it cannot be used."""

    def get(self, kind: str, key: str) -> str | None:
        return self.kept.get((kind, key))

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        self.kept[kind, key] = secret
        return None

    def forget(self, kind: str, key: str) -> Problem | None:
        self.kept.pop((kind, key), None)
        return self.problem

    def unusable(self) -> Problem | None:
        return self.problem

    def look_again(self) -> None:
        self.problem = None


class MemoryIndex:
    """What was put into the keyring, for as long as the test runs."""

    def __init__(self) -> None:
        self.stored_at: dict[tuple[str, str], float] = {}
        self.broken: Problem | None = None

    def load(self) -> dict[tuple[str, str], float]:
        return dict(self.stored_at)

    def save(self, stored_at: Mapping[tuple[str, str], float]) -> None:
        if self.broken:
            raise TowpathError(self.broken)
        self.stored_at = dict(stored_at)


class Outcome:
    """Waits for a command's end."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._problem: Problem | None = None

    def __call__(self, problem: Problem | None) -> None:
        self._problem = problem
        self._ended.set()

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    def problem(self) -> Problem | None:
        assert self._ended.wait(10), "the command did not end"
        return self._problem

    def kind(self) -> ProblemKind | None:
        problem = self.problem()
        return problem.kind if problem else None


class Bench:
    """An engine on fakes, and short words for what tests do with it."""

    def __init__(
        self,
        *connections: Connection,
        kind: EngineKind = EngineKind.COMMAND_LINE,
        clock: Clock = time,
        journal: Path = NOWHERE,
        config: MemoryConfig | None = None,
        remembered: MemoryRemembered | None = None,
        was_up: MemoryWasUp | None = None,
    ) -> None:
        self.transfers = FakeTransfers()
        self.browser = FakeBrowserParts()
        self.connector = FakeConnector()
        self.forwards = FakeForwards()
        self.config = config or MemoryConfig(*connections)
        self.remembered = remembered or MemoryRemembered()
        self.web_apps = MemoryWebApps()
        self.was_up = was_up or MemoryWasUp()
        self.autostart = MemoryAutostart(("/opt/towpath", "--hidden"))
        self.secrets = MemorySecrets()
        self.secret_index = MemoryIndex()
        self.programs: list[tuple[str, Endpoint]] = []
        self.program_fails: Problem | None = None
        self.engine = Engine(
            kind=kind,
            config=self.config,
            remembered=self.remembered,
            web_apps=self.web_apps,
            secrets=SessionSecrets(self.secrets, self.secret_index),
            connector=self.connector,
            make_forward=self.forwards,
            start_program=self._start_program,
            transfers=TransferParts(
                journal=TransferJournal(journal, self._tell),
                here=self.transfers.here,
                make_file_system=self.transfers.make_file_system,
                make_run=self.transfers.make_run,
                compare=self.transfers.compare,
            ),
            edits=EditParts(journal=EditJournal(NOWHERE), programs=Opener(this_desktop())),
            browser=self.browser.parts(),
            desktop=DesktopParts(
                make_autostart=lambda: self.autostart, command=self.autostart.command, was_up=self.was_up
            ),
            records=Records(NOWHERE),
            home=NOWHERE,
            agent_socket="",
            local_user="me",
            environment={"SHELL": "/bin/sh", "PATH": os.environ["PATH"]},
            clock=clock,
        )

    def _tell(self, problem: Problem) -> None:
        self.engine.tell(problem)

    def _start_program(self, command: str, listen: Endpoint) -> None:
        if self.program_fails:
            raise TowpathError(self.program_fails)
        self.programs.append((command, listen))

    def submit(self, command: Command) -> Outcome:
        outcome = Outcome()
        self.engine.submit(command, outcome)
        return outcome

    def do(self, command: Command) -> ProblemKind | None:
        """Run a command to its end."""
        return self.submit(command).kind()

    def move_on(self, clock: HandClock, seconds: float) -> None:
        """Let time pass, after the engine has heard of all that was before, and let it do what is due by then."""
        self.do(ShowWindow())
        clock.now += seconds
        for _ in range(2):  # the first lets the loop look at its timers, the second is answered when they are done
            self.do(ShowWindow())

    def state(self, connection_id: str) -> ConnectionState:
        state = self.engine.snapshot().by_id(connection_id)
        assert state is not None
        return state

    def wait_status(self, connection_id: str, status: Status) -> ConnectionState:
        wait_for(
            lambda: self.state(connection_id).status is status,
            what=lambda: f"{connection_id} to be {status}, not {self.state(connection_id)}",
        )
        return self.state(connection_id)

    def question(self) -> Question:
        """The one open question."""
        [question] = wait_for(lambda: self.engine.snapshot().questions, what="a question")
        return question


def forward(port: int, *, enabled: bool = True) -> Forward:
    return Forward(id=f"f{port}", listen=Endpoint("127.0.0.1", port), target=Endpoint("web.intra", 80), enabled=enabled)


def connection(
    name: str, *ports: int, jumps: tuple[str, ...] = ("gate",), reconnect: bool = True, host: str = ""
) -> Connection:
    """`name` with forwards on these ports, its target behind the jumps, quick to come back."""
    return Connection(
        id=name,
        name=name.title(),
        target=Hop(host=host or name),
        jumps=tuple(Hop(host=jump) for jump in jumps),
        forwards=tuple(forward(port) for port in ports),
        reconnect=Reconnect(enabled=reconnect, first_delay=0.02, longest_delay=0.05),
    )


def answer_to(question_id: int, text: str = "123456") -> GiveAnswer:
    return GiveAnswer(id=question_id, answer=Secrets(values=(text,)))
