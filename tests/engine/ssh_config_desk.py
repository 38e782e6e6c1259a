"""A user whose connections live in ~/.ssh/config, at an engine of their own, with somebody at the window or not."""

from __future__ import annotations

import uuid
from pathlib import Path

from msgspec.structs import replace

from tests.support.engine import Profiles, do, state
from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import GiveAnswer, Up
from towpath.model.connection import Connection, Hop, SshConfigLink
from towpath.model.error import Problem
from towpath.model.event import Event, Finding, QuestionAsked, Reported
from towpath.model.host_config import (
    ConnectionsImported,
    HostResolved,
    ImportHosts,
    ResolveHost,
)
from towpath.model.prompt import Accept, CommandAsked, Refuse
from towpath.model.state import Status


class Person:
    """At the window: says what `answer` is to every command that is shown."""

    def __init__(self, engine: Engine, *, accepts: bool = True) -> None:
        self._engine = engine
        self.accepts = accepts
        self.shown: list[str] = []
        self.reports: list[Finding] = []
        engine.subscribe(self._hear, answers=True)

    def _hear(self, event: Event) -> None:
        if isinstance(event, Reported):
            self.reports.append(event.report)
        if isinstance(event, QuestionAsked):
            assert isinstance(event.question.asked, CommandAsked)
            self.shown.append(event.question.asked.command.text)
            answer = Accept() if self.accepts else Refuse()
            self._engine.submit(GiveAnswer(id=event.question.id, answer=answer))


class Desk:
    """A user with an ssh_config, at an engine of their own."""

    def __init__(self, profiles: Profiles, home: Path) -> None:
        self._profiles = profiles
        self.home = home
        self.config = home / ".ssh" / "config"
        self.config.parent.mkdir(mode=0o700, parents=True)
        self.write("")

    def write(self, text: str) -> None:
        """Replace the file, as an editor does."""
        draft = self.config.with_name("draft")
        draft.write_text(text)
        draft.chmod(0o600)
        draft.replace(self.config)

    def save(self, *connections: Connection) -> None:
        self._profiles.save(*connections)

    def begin(self) -> Engine:
        self.engine = self._profiles.own(EngineKind.WINDOW).engine
        return self.engine

    def sit_down(self, *, accepts: bool = True) -> Person:
        """Begin, with somebody there."""
        self.person = Person(self.begin(), accepts=accepts)
        return self.person

    def import_all(self, *, follow_new: bool | None = None) -> ConnectionsImported:
        assert do(self.engine, ImportHosts(request=uuid.uuid4().hex, follow_new=follow_new)) is None
        found = self.person.reports[-1]
        assert isinstance(found, ConnectionsImported)
        return found

    def resolve(self, host: str) -> HostResolved:
        problem = do(self.engine, ResolveHost(request=uuid.uuid4().hex, host=host))
        assert problem is None, problem
        found = self.person.reports[-1]
        assert isinstance(found, HostResolved)
        return found

    def named(self, name: str) -> str:
        """The id of the connection with this name."""
        found = self.engine.snapshot().named(name)
        assert found is not None, [one.connection.name for one in self.engine.snapshot().connections]
        return found.connection.id

    def up(self, name: str) -> Problem | None:
        return do(self.engine, Up(connection=self.named(name)))

    def wait_forwards(self, name: str, *specs: str) -> None:
        """Until the connection has exactly these, and all are up."""

        def listening() -> bool:
            forwards = state(self.engine, self.named(name)).forwards
            return sorted(f.forward.spec for f in forwards if f.status is Status.UP) == sorted(specs) and len(
                forwards
            ) == len(specs)

        wait_for(listening, what=lambda: f"{specs}, not {state(self.engine, self.named(name)).forwards}")


def host(alias: str, server: Sshd, key: KeyFile, *more: str) -> str:
    lines = ["HostName 127.0.0.1", f"Port {server.port}", f"User {server.user}", f"IdentityFile {key.path}", *more]
    return f"Host {alias}\n" + "".join(f"    {line}\n" for line in lines)


def for_all(home: Path) -> str:
    known = home / ".ssh" / "known_hosts"
    return f"Host *\n    StrictHostKeyChecking accept-new\n    UserKnownHostsFile {known}\n    IdentityAgent none\n"


def linked(name: str, **changes: object) -> Connection:
    made = Connection(id=name, name=name, target=Hop(host=name), link=SshConfigLink(host=name))
    return replace(made, **changes)
