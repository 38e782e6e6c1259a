"""Engines with their real parts, in the tests' process: profiles, commands and their ends, and a person who answers."""

from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from tests.engine.fakes import Outcome
from tests.support.pam import PamService
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.host import Joined, Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model import ports
from towpath.model.command import Command, GiveAnswer, Inquiry
from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.event import Event, QuestionAsked, Reported
from towpath.model.ports import EngineAccess
from towpath.model.prompt import Asked, PasswordAsked, Secrets
from towpath.model.settings import Config
from towpath.model.state import ConnectionState, Status
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile

Answered = TypeVar("Answered")


class Profiles:
    """Makes a profile of connections and opens engines on it."""

    def __init__(self, folder: Path) -> None:
        self._profile = Profile(folder / "profile", folder / "home", throw_away=True)
        self._opened: list[Owned | Joined] = []

    def save(self, *connections: Connection) -> None:
        ConfigStore(self._profile).save(Config(connections=connections))

    @property
    def folder(self) -> Path:
        """With all its files."""
        return self._profile.folder

    @property
    def home(self) -> Path:
        """Where its ~/.ssh is."""
        return self._profile.home

    def own(self, kind: EngineKind, keyring: ports.Keyring | None = None, agent: Path | None = None) -> Owned:
        parts = replace(parts_of(self._profile), agent_socket=str(agent or ""))
        opened = open_profile(self._profile.folder, kind, lambda: replace(parts, keyring=keyring) if keyring else parts)
        assert isinstance(opened, Owned)
        self._opened.append(opened)
        return opened

    def join(self) -> Joined:
        opened = open_profile(self._profile.folder, EngineKind.COMMAND_LINE, lambda: parts_of(self._profile))
        assert isinstance(opened, Joined)
        self._opened.append(opened)
        return opened

    def close(self) -> None:
        for opened in reversed(self._opened):
            opened.close()


def do(engine: EngineAccess, command: Command) -> Problem | None:
    outcome = Outcome()
    engine.submit(command, outcome)
    return outcome.problem()


def ask(engine: EngineAccess, question: Inquiry, kind: type[Answered]) -> Answered:
    """The answer of that kind to a question, which must end well."""
    heard: list[Reported] = []
    stop = engine.subscribe(lambda event: heard.append(event) if isinstance(event, Reported) else None)
    problem = do(engine, question)
    stop()
    assert problem is None
    return next(event.report for event in heard if event.request == question.request and isinstance(event.report, kind))


def state(engine: EngineAccess, connection_id: str) -> ConnectionState:
    found = engine.snapshot().by_id(connection_id)
    assert found is not None
    return found


def wait_status(engine: EngineAccess, connection_id: str, status: Status) -> None:
    wait_for(
        lambda: state(engine, connection_id).status is status,
        what=lambda: f"{status}, not {state(engine, connection_id)}",
    )


class Typist:
    """A person at the window: types the password and the code of `pam`."""

    def __init__(self, engine: Engine, pam: PamService) -> None:
        self._engine = engine
        self._pam = pam
        self.asked: list[Asked] = []
        engine.subscribe(self._answer, answers=True)

    def _answer(self, event: Event) -> None:
        if isinstance(event, QuestionAsked):
            asked = event.question.asked
            self.asked.append(asked)
            typed = self._pam.password if isinstance(asked, PasswordAsked) else self._pam.code()
            self._engine.submit(GiveAnswer(id=event.question.id, answer=Secrets(values=(typed,))))
