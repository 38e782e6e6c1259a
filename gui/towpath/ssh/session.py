"""One authenticated login to one machine: streams through it, its liveness, and a close that never hangs."""

from __future__ import annotations

import contextlib
import logging
import struct
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial

import msgspec
from paramiko.message import Message

from towpath.model.connection import Keepalive
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import NOBODY, Stream, StreamEvents
from towpath.net.cancel import Cancel
from towpath.net.relay import Relay
from towpath.ssh.agent_forwarding import CHANNEL as AGENT_CHANNEL
from towpath.ssh.agent_forwarding import AgentForwarding
from towpath.ssh.channel import ExplainRefusal
from towpath.ssh.command import CommandResult, RunningCommand, run_command, take_turn
from towpath.ssh.incoming import Accepted, Offer
from towpath.ssh.liveness import Liveness
from towpath.ssh.program_settings import NO_SETTINGS, ProgramSettings
from towpath.ssh.refusal import (
    no_channel_left,
    problem_of_command_failure,
    problem_of_hop_failure,
    problem_of_open_failure,
    problem_of_sftp_failure,
)
from towpath.ssh.remote_listeners import Outcome, RemoteListeners
from towpath.ssh.session_budget import SessionBudget
from towpath.ssh.session_channel import Program, SessionChannel, refused_channel
from towpath.ssh.stream_carrier import StreamCarrier
from towpath.ssh.transport import Transport

UNKNOWN_ORIGIN = "127.0.0.1"
"""What a server is told of NOBODY: it wants an address (RFC 4254 section 7.2)."""

ClosedCallback = Callable[[Problem | None], None]

log = logging.getLogger("towpath.ssh")


class Session:
    """Shared by all that goes through this machine. Any thread may call any method; only `open_socket` waits.

    `transport` is logged in already; `carrier` is the session it runs through, if any: when that ends, so does this
    one. `needed_person` says that somebody typed a password or a code for it that is not kept.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        name: str,
        liveness: Liveness,
        carrier: Session | None = None,
        needed_person: bool = False,
    ) -> None:
        self.name = name
        self.needed_person = needed_person
        self._transport = transport
        self._carrier = carrier
        self._liveness = liveness
        self._lock = threading.Lock()
        self._ended = False
        self._problem: Problem | None = None
        self._callbacks: list[ClosedCallback] = []
        self._relay: Relay | None = None
        self.programs = SessionBudget()
        """How many programs (SFTP servers, commands) may run at once."""
        self._listeners = RemoteListeners(transport, name)
        self._agent = AgentForwarding(transport, self.relay)
        transport.offered = self._offered
        transport.on_end(self._transport_ended)

    @property
    def alive(self) -> bool:
        """Whether it still carries streams, as far as is known."""
        return not self._ended

    @property
    def problem(self) -> Problem | None:
        """Why it has ended; None while it is alive, and when `close` was called."""
        return self._problem

    # --- streams

    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream:
        """A stream to `target` as seen from the far machine (a `model.ports.OpenStream`). Never waits.

        When the session has ended already, `events.refused` is called before this returns.
        """
        explain = partial(problem_of_open_failure, target=target, via=self.name)
        if target.path:
            return self._open_direct_to_path(target.path, events, explain)
        return self._open_direct(target, origin, events, explain)

    def listen_remote(self, listen: Endpoint, accepted: Accepted, outcome: Outcome) -> Callable[[], None]:
        """Have the far machine listen. Never waits; what is returned cancels it, from any thread, and never waits.

        `outcome` gets where it listens (the host as asked, the port found when it was 0), or REMOTE_LISTEN_REFUSED, or
        why the session ended; `accepted` each stream that comes in there. Both in the transport's thread; `outcome` in
        the caller's when the session has ended already. Neither may wait.
        """
        return self._listeners.listen(listen, accepted, outcome)

    def _offered(self, kind: str, offer: Offer, fields: Message) -> None:
        """The server wishes to open a channel. The transport's thread."""
        if kind == AGENT_CHANNEL:
            self._agent.offered(offer)
        else:
            self._listeners.offered(kind, offer, fields)

    def relay(self) -> Relay:
        """The loop that pumps the forwards of this session, started at first use. Raises LOST when it has ended."""
        with self._lock:
            if self._ended:
                raise TowpathError(self._problem or Problem(ProblemKind.LOST, self.name))
            if self._relay is not None:
                return self._relay
            relay = self._relay = Relay(self.name)
            hosted = self._transport.link.serve(relay)
        if hosted:
            self._transport.requests.probe()  # its answer ends the wait in which the reader still knows of no loop
        else:
            relay.start()
        return relay

    def open_socket(self, host: str, port: int, *, timeout: float, cancel: Cancel) -> StreamCarrier:
        """The way to the next machine, for its `Transport` to run over. Waits up to `timeout` seconds.

        Raises TowpathError: HOP_FORWARDING_PROHIBITED, REFUSED, NAME_UNKNOWN, UNREACHABLE, TIMED_OUT, LOST, Cancelled.
        """
        target = Endpoint(host, port)
        explain = partial(problem_of_hop_failure, target=target, via=self.name)
        carrier = StreamCarrier(f"{host}:{port}")
        stream = self._open_direct(target, NOBODY, carrier, explain)
        carrier.wait_opened(stream, timeout=timeout, cancel=cancel)
        return carrier

    def _open_direct(self, target: Endpoint, origin: Endpoint, events: StreamEvents, explain: ExplainRefusal) -> Stream:
        """A `direct-tcpip` channel, RFC 4254 section 7.2."""
        to, whence = target.host.encode(), (origin.host or UNKNOWN_ORIGIN).encode()
        layout = f">I{len(to)}sII{len(whence)}sI"
        fields = struct.pack(layout, len(to), to, target.port, len(whence), whence, origin.port)
        return self._transport.open("direct-tcpip", fields, events, explain)

    def _open_direct_to_path(self, path: str, events: StreamEvents, explain: ExplainRefusal) -> Stream:
        """A `direct-streamlocal@openssh.com` channel, section 2.4 of OpenSSH's PROTOCOL."""
        to = path.encode()
        fields = struct.pack(f">I{len(to)}sII", len(to), to, 0, 0)
        return self._transport.open("direct-streamlocal@openssh.com", fields, events, explain)

    # --- programs of the far machine

    def open_sftp(self, command: str, events: StreamEvents, settings: ProgramSettings = NO_SETTINGS) -> SessionChannel:
        """A stream to an SFTP server: to the subsystem of that name, or to what `command` runs. Never waits.

        `events` as for `open_stream`; `refused` may come after `opened`, when the server has no such program.
        """
        program = Program(b"exec", command.encode()) if command else Program(b"subsystem", b"sftp")
        explain = partial(problem_of_sftp_failure, command=command, via=self.name)
        if not self.programs.take_stream():
            return refused_channel(self._transport, program, events, no_channel_left(self.name))
        return self._open_program(program, events, explain, settings, command=False)

    async def run(self, command: bytes, most: int = 1 << 20, settings: ProgramSettings = NO_SETTINGS) -> CommandResult:
        """Run a command without input to its end, and keep up to `most` bytes of what it says.

        It waits its turn where the server allows few at once. Raises TowpathError: UNSUPPORTED where no command can be
        run, FILE_FAILED when it says more, SFTP_UNAVAILABLE where there is no channel for it, LOST. When cancelled, its
        channel is closed.
        """
        if not await take_turn(self.programs):
            raise TowpathError(no_channel_left(self.name))
        explain = partial(problem_of_command_failure, via=self.name)
        program = Program(b"exec", command, is_told_to_end=True)
        return await run_command(
            lambda events: self._open_program(program, events, explain, settings, command=True), self.name, most
        )

    @contextlib.asynccontextmanager
    async def running(
        self, command: bytes, given: bytes, settings: ProgramSettings = NO_SETTINGS
    ) -> AsyncIterator[RunningCommand]:
        """A command that runs as long as the block, with `given` as its input, which ends when the block does. Waits
        and raises as `run`; why it ended early is told by its lines."""
        if not await take_turn(self.programs):
            raise TowpathError(no_channel_left(self.name))
        explain = partial(problem_of_command_failure, via=self.name)
        program = Program(b"exec", command, is_told_to_end=True)
        talk = RunningCommand(
            lambda events: self._open_program(program, events, explain, settings, command=True), given
        )
        try:
            yield talk
        finally:
            talk.close()

    def _open_program(
        self,
        program: Program,
        events: StreamEvents,
        explain: ExplainRefusal,
        settings: ProgramSettings,
        *,
        command: bool,
    ) -> SessionChannel:
        """`program` in the channel that has been taken for it."""
        if settings.agent:
            self._agent.allow(settings.agent)
        program = msgspec.structs.replace(
            program, environment=settings.environment, uses_agent=settings.agent is not None
        )

        def ended(refused: bool) -> None:
            give_back = partial(self.programs.give_back, command=command, refused=refused)
            if refused:
                give_back()
            else:  # sshd has its place free only some time after it has read our CLOSE
                self.when_caught_up(give_back)

        return self._transport.open_program(program, events, explain, ended)

    def when_read(self, call: Callable[[], None]) -> bool:
        """Call `call` in the transport's thread when all that has arrived is dealt with; False when that is not the
        thread that asks for it. What is sent then leaves together."""
        return self._transport.link.before_read(call)

    # --- liveness

    def watch(self, keepalive: Keepalive) -> None:
        """Probe the server from now on; one that stops answering ends the session with STOPPED_ANSWERING."""
        if self.alive:
            self._liveness.watch(self, keepalive)
        if not self.alive:  # it ended in between
            self._liveness.forget(self)

    def expect_answer(self, seconds: float) -> None:
        """Probe the server now: no sign of life within `seconds` ends the session with STOPPED_ANSWERING. For moments
        when the link may have died unnoticed, as when this machine was asleep. Never waits."""
        if self.alive:
            self._liveness.expect(self, seconds)
        if not self.alive:  # it ended in between
            self._liveness.forget(self)

    @property
    def last_received(self) -> float:
        """When the server was last heard of (`time.monotonic`)."""
        return self._transport.link.last_received

    def probe(self) -> None:
        """Ask the server for a sign of life."""
        self._transport.requests.probe()

    def when_caught_up(self, caught_up: Callable[[], None]) -> None:
        """Call `caught_up` when the server has dealt with all that was sent until now, or the session has ended.
        Mostly in the transport's thread; it must not wait."""
        self._transport.requests.probe(caught_up)

    def stopped_answering(self, seconds: float) -> None:
        """Called by `Liveness`."""
        problem = Problem(ProblemKind.STOPPED_ANSWERING, self.name, {"seconds": f"{seconds:.0f}"})
        self._transport.abort(problem)
        self._end(problem)

    # --- the end

    def on_closed(self, callback: ClosedCallback) -> None:
        """Call `callback` once when the session has ended: with the reason, or with None when `close` was called.

        It comes in the thread that ended it (the caller's, if it had ended before) and must not wait.
        """
        with self._lock:
            if not self._ended:
                self._callbacks.append(callback)
                return
        callback(self._problem)

    def close(self) -> None:
        """End the session and all that runs through it. Does not wait, not even on a frozen link with full buffers.

        The goodbye gets half a second to leave, in the background; after that the link is shut.
        """
        self._end(None)
        self._transport.close()

    def _transport_ended(self) -> None:
        if self._relay is not None:
            self._relay.close()  # in the thread that served it, and does not come back
        problem = self._transport.problem()
        carrier = self._carrier
        if carrier is not None and not carrier.alive and not problem.facts.get("detail"):
            problem = Problem(ProblemKind.LOST, self.name, {"detail": f"the connection to {carrier.name} ended"})
        self._end(problem)

    def _end(self, problem: Problem | None) -> None:
        with self._lock:
            if self._ended:
                return
            self._ended = True
            self._problem = problem
            callbacks, self._callbacks = self._callbacks, []
        self._liveness.forget(self)
        log.info("session %s ended: %s", self.name, "closed" if problem is None else problem.kind)
        if self._relay is not None:
            self._relay.close()
        for callback in callbacks:
            callback(problem)
