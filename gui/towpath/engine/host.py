"""Open a profile: be its engine, or talk to the one that is."""

from __future__ import annotations

import getpass
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

import msgspec

from towpath.engine.client import ControlClient, join
from towpath.engine.lock import LOCK_FILE, EngineKind, ProfileLock
from towpath.engine.parts import Parts
from towpath.model.browsing import SaveRule
from towpath.model.command import (
    Command,
    HandOver,
    ResumeTransfer,
    SaveConnection,
    ShowWindow,
)
from towpath.model.desktop import Start
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.site_rule import Lifetime
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.model.was_up import commands_for, kept_up

if TYPE_CHECKING:
    from towpath.engine.batch_run import Run
    from towpath.engine.browser_parts import BrowserParts, Browsers, SiteRouter, SystemProxy
    from towpath.engine.carriers import ConnectionCarriers
    from towpath.engine.engine import Engine
    from towpath.engine.file_systems import SessionFileSystem
    from towpath.engine.transfers import TransferParts
    from towpath.model.connection import Connection
    from towpath.model.filesystem import FileSystem
    from towpath.model.forward import Forward
    from towpath.model.ports import AskOverwrite, ForwardEvents, RunningForward, Secrets, Told
    from towpath.model.transfer import Batch, Comparison, Plan
    from towpath.ssh.connect import Connector
    from towpath.ssh.session import Session
    from towpath.store.file_journal import FileJournal

OPEN_SECONDS = 8.0
"""A holder that neither answers nor lets go for so long is reported."""
_POLL_SECONDS = 0.05
_AS_USUAL = Start()


class Owned:
    """This process runs the engine."""

    def __init__(self, engine: Engine, stop: Callable[[], None], were_up: tuple[Command, ...]) -> None:
        self.engine = engine
        self.were_up = were_up
        """What another engine had up before it handed over, and the transfers that were interrupted by the end of an
        engine that stays: submit them, once somebody can be asked, if this one stays, too."""
        self._stop = stop

    def close(self) -> None:
        """End the engine: nothing is up or listening afterwards. Takes a few seconds at most."""
        self._stop()


class Joined(msgspec.Struct, frozen=True):
    """Another process runs the engine."""

    engine: ControlClient

    def close(self) -> None:
        """Leave it; what is up stays up."""
        self.engine.close()


class Shown(msgspec.Struct, frozen=True):
    """A window is open on this profile already, and was brought to the front if it was to be seen."""

    pid: int


@overload
def open_profile(
    folder: Path,
    kind: Literal[EngineKind.WINDOW],
    make_parts: Callable[[], Parts],
    *,
    joinable: bool = True,
    start: Start = ...,
) -> Owned | Shown: ...
@overload
def open_profile(
    folder: Path, kind: Literal[EngineKind.COMMAND_LINE], make_parts: Callable[[], Parts], *, joinable: bool = True
) -> Owned | Joined: ...
@overload
def open_profile(
    folder: Path, kind: EngineKind, make_parts: Callable[[], Parts], *, joinable: bool = True, start: Start = ...
) -> Owned | Joined | Shown: ...
def open_profile(
    folder: Path, kind: EngineKind, make_parts: Callable[[], Parts], *, joinable: bool = True, start: Start = _AS_USUAL
) -> Owned | Joined | Shown:
    """Become the engine of this profile, or meet the one it has. Blocks for up to OPEN_SECONDS.

    A window takes over from a command line; a command line joins whoever is there. `make_parts` is called only when
    an engine starts here. One that ends at once is not `joinable`: who comes meanwhile waits for its turn. `start` is
    for windows.

    Raises TowpathError ENGINE_HELD when the holder neither answers nor lets go, and what reading the configuration
    raises.
    """
    lock = ProfileLock(folder / LOCK_FILE)
    deadline = time.monotonic() + OPEN_SECONDS
    before: Snapshot | None = None
    while not lock.acquire():
        client = _meet(lock)
        if client and kind is EngineKind.COMMAND_LINE:
            return Joined(client)
        if client and client.kind is EngineKind.WINDOW:
            if start.hidden:
                client.close()
            else:
                _ask(client, ShowWindow(url=start.url), deadline)
            return Shown(client.pid)
        if client:
            before = before or client.snapshot()
            _ask(client, HandOver(), deadline)
        if time.monotonic() > deadline:
            holder = lock.holder()
            facts = {"pid": str(holder.pid) if holder else "?"}
            raise TowpathError(Problem(ProblemKind.ENGINE_HELD, str(folder), facts))
        time.sleep(_POLL_SECONDS)
    try:
        parts = make_parts()
        try:
            return _own(folder, kind, parts, lock, before, joinable=joinable)
        except BaseException:
            parts.records.close()
            raise
    except BaseException:
        lock.release()
        raise


def _meet(lock: ProfileLock) -> ControlClient | None:
    """A client of the lock's holder; None while that is just starting, ending, or mute."""
    holder = lock.holder()
    try:
        return join(holder) if holder else None
    except TowpathError:
        return None


def _ask(client: ControlClient, command: Command, deadline: float) -> None:
    """Wait until the other engine has obeyed, refused, or gone."""
    answered = threading.Event()
    client.submit(command, lambda _: answered.set())
    answered.wait(max(0.0, deadline - time.monotonic()))
    client.close()


def _to_bring_along(snapshot: Snapshot) -> Iterator[Command]:
    """The commands that give an engine what another one has for now only: connections and site rules."""
    rules = snapshot.browser.rules
    for state in snapshot.connections:
        is_ruled = any(rule.connection == state.connection.id for rule in rules)
        if not state.saved and (is_ruled or _is_wanted(state)):
            yield SaveConnection(connection=state.connection, save=False)
    for rule, following in zip(reversed(rules), ("", *(rule.id for rule in reversed(rules))), strict=False):
        if rule.lifetime is not Lifetime.LASTING:
            yield SaveRule(rule=rule, before=following)


def _to_bring_up(snapshot: Snapshot) -> Iterator[Command]:
    """Those that make the connections what they are there: up, or waiting to be."""
    for state in snapshot.connections:
        if kept := kept_up(state):
            forwards = tuple(one.forward.id for one in state.forwards if one.saved)
            persistent = state.status is not Status.CONNECTING
            yield from commands_for(kept, forwards=forwards, known=True, persistent=persistent)


def _is_wanted(state: ConnectionState) -> bool:
    return state.status not in (Status.OFF, Status.FAILED)


def _own(
    folder: Path, kind: EngineKind, parts: Parts, lock: ProfileLock, before: Snapshot | None, *, joinable: bool
) -> Owned:
    """`before`: what the engine was like from which this one takes over."""
    # Only here: a program that joins another engine starts faster without all this.
    from towpath.engine import control_address
    from towpath.engine.control import ControlServer
    from towpath.engine.edit_parts import EditParts
    from towpath.engine.engine import Engine
    from towpath.engine.late_connector import LateConnector
    from towpath.engine.saved_secrets import TellingSecrets
    from towpath.engine.session_secrets import SessionSecrets
    from towpath.net.open_files import raise_limit
    from towpath.store.edit_journal import EditJournal
    from towpath.system.network import NetworkWatch
    from towpath.system.opener import Opener, this_desktop
    from towpath.system.programs import start_program
    from towpath.system.wake import WakeWatch

    raise_limit()
    user = getpass.getuser()

    def tell(problem: Problem) -> None:
        engine.tell(problem)

    secrets = SessionSecrets(parts.keyring, parts.secret_index)
    connector = LateConnector(lambda: _connector(parts, user, TellingSecrets(secrets, tell)))

    def give_up() -> None:
        server.stop_listening()
        lock.release()

    engine = Engine(
        kind=kind,
        config=parts.config,
        remembered=parts.remembered,
        web_apps=parts.web_apps,
        secrets=secrets,
        connector=connector,
        make_forward=_make_forward,
        start_program=start_program,
        transfers=_transfer_parts(parts, tell),
        edits=EditParts(journal=EditJournal(parts.edits), programs=Opener(this_desktop())),
        browser=_browser_parts(parts),
        desktop=parts.desktop,
        records=parts.records,
        home=parts.home,
        agent_socket=parts.agent_socket,
        local_user=user,
        environment=parts.environment,
        give_up=give_up,
    )
    server = ControlServer(engine, kind, control_address.listen(folder))
    if joinable:
        lock.publish(server.holder)
    wake = WakeWatch(engine.woke_up)
    network = NetworkWatch(engine.network_changed)
    to_go_on = (ResumeTransfer(id=one) for one in engine.to_go_on)
    were_up = (*(_to_bring_up(before) if before else ()), *to_go_on)
    engine.start()
    server.start()
    wake.start()
    network.start()
    for command in _to_bring_along(before) if before else ():
        engine.submit(command, lambda problem: tell(problem) if problem else None)
    if joinable:
        engine.follow_hosts()
        engine.serve_browsers()  # by all rules from the beginning
    if kind is EngineKind.WINDOW:
        engine.settle_in({state.connection.id for state in before.connections if _is_wanted(state)} if before else ())
    if not network.online:
        engine.network_changed(False)

    def close() -> None:
        wake.stop()
        network.stop()
        engine.stop()
        server.stop()
        lock.release()

    return Owned(engine, close, were_up)


def _connector(parts: Parts, user: str, secrets: Secrets) -> Connector:
    from towpath.ssh.connect import Connector
    from towpath.ssh.hostkeys import KnownHosts, default_files
    from towpath.ssh.liveness import Liveness

    own, of_the_system = default_files(parts.home)
    return Connector(
        secrets=secrets,
        known_hosts=KnownHosts(own, append_to=own[0], system_files=of_the_system),
        home=parts.home,
        local_user=user,
        agent_socket=Path(parts.agent_socket) if parts.agent_socket else None,
        liveness=Liveness(),
        environment=parts.environment,
    )


def _make_forward(session: Session, forward: Forward, events: ForwardEvents, password: str = "") -> RunningForward:
    from towpath.ssh.forwards import make_forward  # there is a session: most of it is loaded

    return make_forward(session, forward, events, password)


def _browser_parts(parts: Parts) -> BrowserParts:
    """The real ones. What most commands never use is imported when it is."""
    from towpath.engine.browser_parts import BrowserParts

    def make_router(carriers: ConnectionCarriers, token: str) -> SiteRouter:
        from towpath.routing.router import Router

        return Router(carriers, token=token)

    def make_system_proxy() -> SystemProxy:
        from towpath.engine.own_program import guard_command
        from towpath.system.proxy.keeper import system_proxy

        return system_proxy(parts.proxy_journal, parts.environment, guard_command())

    def make_browsers() -> Browsers:
        from towpath.system.browsers import Browsers

        return Browsers(parts.browsers, parts.environment, parts.home)

    return BrowserParts(make_router=make_router, make_system_proxy=make_system_proxy, make_browsers=make_browsers)


def _transfer_parts(parts: Parts, tell: Callable[[Problem], None]) -> TransferParts:
    """The real ones. What most commands never use is imported when it is, in the thread of a batch."""
    from towpath.engine.transfers import TransferParts
    from towpath.store.journal import TransferJournal
    from towpath.transfer.local import LocalFileSystem

    agent = Path(parts.agent_socket) if parts.agent_socket else None

    def file_system(session: Session, connection: Connection) -> SessionFileSystem:
        from towpath.ssh.program_settings import program_settings
        from towpath.ssh.sftp import SftpFileSystem

        settings = program_settings(connection, environment=parts.environment, home=parts.home, agent=agent)
        return SftpFileSystem(session, command=connection.sftp_command, settings=settings)

    def make_run(
        batch: Batch,
        source: FileSystem,
        destination: FileSystem,
        journal: FileJournal,
        ask: AskOverwrite,
        told: Told,
        *,
        plan: Plan | None = None,
    ) -> Run:
        from towpath.transfer.batch import BatchRun
        from towpath.transfer.synchronise import SynchroniseRun

        if plan:
            return SynchroniseRun(batch, source, destination, journal, ask, told, plan)
        return BatchRun(batch, source, destination, journal, ask, told)

    async def compare_folders(comparison: Comparison, first: FileSystem, second: FileSystem) -> Plan:
        from towpath.transfer.compare import compare

        return await compare(comparison, first, second)

    return TransferParts(
        journal=TransferJournal(parts.journal, tell),
        here=LocalFileSystem(),
        make_file_system=file_system,
        make_run=make_run,
        compare=compare_folders,
    )
