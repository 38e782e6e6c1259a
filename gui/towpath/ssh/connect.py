"""Logging in to one hop: dial, exchange keys, verify the host key, and only then authenticate."""

from __future__ import annotations

import math
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from towpath.model.connection import Algorithms, Hop, Proxy
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import Asker
from towpath.model.ports import Secrets as Keyring
from towpath.model.prompt import Answer, Asked, Secrets
from towpath.model.state import Report, Status
from towpath.model.trust import PROXY_PASSWORD
from towpath.net.cancel import Cancel
from towpath.net.dial import NearEnd, dial
from towpath.net.proxy import dial_through_proxy
from towpath.ssh import failures
from towpath.ssh.agent import Agent
from towpath.ssh.agent_connection import chosen_agent
from towpath.ssh.algorithms import Proposal, proposal
from towpath.ssh.asking import MOST_TYPED, Asking
from towpath.ssh.auth import Authentication
from towpath.ssh.config_tokens import expand_path
from towpath.ssh.host_certificate import SUFFIX as CERTIFICATE_SUFFIX
from towpath.ssh.hostkeys import KnownHosts, verify
from towpath.ssh.known_hosts_command import KnownHostsCommand
from towpath.ssh.liveness import Liveness
from towpath.ssh.proxy_command import ProxyCommand
from towpath.ssh.session import Session
from towpath.ssh.stream_carrier import StreamCarrier
from towpath.ssh.transport import Transport
from towpath.ssh.userauth import ConnectionGone, UserAuth
from towpath.ssh.via import Command, Direct, Through, Via

LOOK_SECONDS = 0.1
"""How often a login over a ProxyCommand looks whether that is asking a person."""
END_SECONDS = 1.0
"""How long a failed login waits for its transport's thread to end."""


Over = socket.socket | StreamCarrier


class Connector:
    """Makes sessions. `login` may run in several threads at once. `environment` is that of a ProxyCommand."""

    def __init__(
        self,
        *,
        secrets: Keyring,
        known_hosts: KnownHosts,
        home: Path,
        local_user: str,
        agent_socket: Path | None,
        environment: Mapping[str, str],
        liveness: Liveness,
    ) -> None:
        self._secrets = secrets
        self._known_hosts = known_hosts
        self._home = home
        self._local_user = local_user
        self._agent_socket = agent_socket
        self._environment = environment
        self._liveness = liveness

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
        """Log in to `hop`, asking a person through `ask` where needed.

        Each step of a machine has `hop.timeout` seconds; a person has all the time the server gives. `cancel` ends the
        login at once; it is also called from here to withdraw a question when the server hangs up meanwhile. `taken`
        hears that the server has taken an offered key, which is then signed with.
        Raises TowpathError; nothing is left open then.
        """

        def asking(asked: Asked) -> Answer:
            report(Status.WAITING_FOR_USER)
            try:
                return ask(asked)
            finally:
                report(Status.CONNECTING)

        report(Status.CONNECTING)
        known_hosts = self._known_hosts_of(hop, cancel)
        proposed = _proposal(hop, known_hosts)
        name = str(msgspec.structs.replace(hop, user=hop.user or self._local_user))
        over, needed_person = self._dial(hop, via, ask=asking, cancel=cancel)
        transport = Transport(
            over,
            name=name,
            proposal=proposed,
            compression=hop.compression,
        )
        forget = cancel.on_cancel(transport.abort)
        try:
            needed_person |= self._log_in_over(
                transport,
                over,
                hop,
                via,
                known_hosts=known_hosts,
                ask=asking,
                cancel=cancel,
                report=report,
                taken=taken,
            )
            cancel.check(str(hop))
        except BaseException:
            transport.abort()
            if transport.ident is not None:
                transport.join(END_SECONDS)
            raise
        finally:
            forget()
        report(Status.UP)
        return Session(
            transport,
            name=name,
            liveness=self._liveness,
            carrier=via.session if isinstance(via, Through) else None,
            needed_person=needed_person,
        )

    def _log_in_over(
        self,
        transport: Transport,
        over: Over,
        hop: Hop,
        via: Via,
        *,
        known_hosts: KnownHosts,
        ask: Asker,
        cancel: Cancel,
        report: Report,
        taken: Callable[[], None],
    ) -> bool:
        """From the first byte to the end of authentication; tells whether a person had to type something secret."""
        subject, account = str(hop), hop.account(self._local_user)
        userauth = UserAuth(transport, hop.user or self._local_user, subject=subject, seconds=hop.timeout)
        transport.auth_handler = userauth
        _exchange_keys(transport, over, hop, via, cancel)
        verify(hop, transport.get_remote_server_key(), known_hosts=known_hosts, ask=ask)
        asking = Asking(
            subject=subject, account=account, ask=ask, secrets=self._secrets, cancel=cancel, userauth=userauth
        )
        authentication = Authentication(
            userauth,
            hop,
            account=account,
            behind=via.session.name if isinstance(via, Through) else "",
            asking=asking,
            agent=Agent(chosen_agent(hop.auth, self._agent_socket, home=self._home, environment=self._environment)),
            home=self._home,
            cancel=cancel,
            report=report,
            taken=taken,
        )
        try:
            authentication.run()
        except ConnectionGone as gone:
            if not asking.ended_by_server:
                cancel.check(subject)
            said = transport.disconnect_text
            if failures.means_too_many_tries(said):
                raise TowpathError(authentication.too_many_tries(said)) from gone
            problem = _way_ended(over, hop, via) or failures.hung_up(transport.saved_exception, subject, said=said)
            raise TowpathError(authentication.broken_off(problem)) from gone
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.TIMED_OUT:
                raise
            raise TowpathError(authentication.broken_off(error.problem)) from error
        return asking.needed_person or (isinstance(over, ProxyCommand) and over.asked_person)

    # --- what the hop's own options change

    def _known_hosts_of(self, hop: Hop, cancel: Cancel) -> KnownHosts:
        """Raises INVALID for a path with a variable that is not set."""
        command = KnownHostsCommand(
            hop, home=self._home, local_user=self._local_user, environment=self._environment, cancel=cancel
        )
        return self._known_hosts.instead(
            files=self._files(hop.known_hosts_files),
            system_files=self._files(hop.global_known_hosts_files),
            hash_names=hop.hash_known_hosts,
            more=command if hop.known_hosts_command else None,
        )

    def _files(self, texts: Sequence[str]) -> list[Path] | None:
        """None where nothing is said; no file at all for `none`."""
        if not texts:
            return None
        return [] if texts == ("none",) else [self._path(text) for text in texts]

    def _path(self, text: str) -> Path:
        return Path(expand_path(text, str(self._home), self._environment))

    # --- the way there

    def _dial(self, hop: Hop, via: Via, *, ask: Asker, cancel: Cancel) -> tuple[Over, bool]:
        """The connection, and whether a person had to type something secret for it."""
        match via:
            case Through(session):
                return session.open_socket(hop.host, hop.port, timeout=hop.timeout, cancel=cancel), False
            case Direct(proxy) if proxy:
                return self._dial_through_proxy(hop, proxy, ask=ask, cancel=cancel)
            case Command(text):
                command = ProxyCommand(text, hop, local_user=self._local_user, environment=self._environment, ask=ask)
                return command, False  # who was asked is known when it is connected
            case _:
                connected = dial(
                    hop.host, hop.port, timeout=hop.timeout, cancel=cancel, subject=str(hop), near=_near_end(hop)
                )
                return connected, False

    def _dial_through_proxy(self, hop: Hop, proxy: Proxy, *, ask: Asker, cancel: Cancel) -> tuple[socket.socket, bool]:
        """A proxy's password is kept and asked like any other."""
        account = f"{proxy.user}@{Endpoint(proxy.host, proxy.port)}"
        asking = Asking(
            subject=str(hop), account=account, ask=ask, secrets=self._secrets, cancel=cancel, kind=PROXY_PASSWORD
        )
        password = asking.stored_password() if proxy.user else None
        typed: Secrets | None = None
        tries_left = MOST_TYPED if proxy.user else 0
        while True:
            try:
                connected = dial_through_proxy(
                    proxy,
                    password,
                    hop.host,
                    hop.port,
                    timeout=hop.timeout,
                    cancel=cancel,
                    subject=str(hop),
                    near=_near_end(hop),
                )
            except TowpathError as error:
                if not tries_left or "auth" not in error.problem.facts:
                    raise
                tries_left -= 1
                if password is not None:
                    asking.password_was_wrong()
                typed = asking.password(refused_before=password is not None)
                password = typed.values[0]
            else:
                asking.password_was_right(typed)
                return connected, asking.needed_person


def _near_end(hop: Hop) -> NearEnd:
    return NearEnd(hop.address_family, hop.bind_address, hop.tcp_keepalive)


def _proposal(hop: Hop, known_hosts: KnownHosts) -> Proposal:
    """Which algorithms are proposed; those of host keys that are known come first."""
    proposed = proposal(hop.algorithms, str(hop))
    plain = tuple(dict.fromkeys(one.removesuffix(CERTIFICATE_SUFFIX) for one in proposed.host_keys))
    in_order = known_hosts.algorithms(hop.host, hop.port, hop.host_key_alias, plain)
    if hop.algorithms.host_keys:
        in_order = [one for one in in_order if one in proposed.host_keys] or list(proposed.host_keys)
    return msgspec.structs.replace(proposed, host_keys=tuple(in_order))


def _exchange_keys(transport: Transport, over: Over, hop: Hop, via: Via, cancel: Cancel) -> None:
    """Let the transport's thread say hello and agree on keys, with one limit for all of it.

    paramiko's own limits are per line, so that a server that trickles lines is never ended.
    """
    transport.banner_timeout = transport.handshake_timeout = math.inf
    ended = threading.Event()
    transport.start_client(event=ended)
    answered = _wait(ended, over, hop.timeout)
    cancel.check(str(hop))
    greeting = transport.remote_version
    if not answered:
        step = "exchanging keys" if greeting else "waiting for its greeting"
        raise TowpathError(Problem(ProblemKind.TIMED_OUT, str(hop), {"seconds": f"{hop.timeout:g}", "step": step}))
    if transport.is_active():
        return
    raise TowpathError(
        _way_ended(over, hop, via)
        or failures.key_exchange_failed(
            transport.saved_exception,
            str(hop),
            first_line=transport.first_line,
            greeted=bool(greeting),
            said=transport.disconnect_text,
            lists=_proposals(transport),
            limited=hop.algorithms != Algorithms(),
        )
    )


def _wait(ended: threading.Event, over: Over, seconds: float) -> bool:
    """Wait for an event, not counting the time in which a ProxyCommand asks a person."""
    if not isinstance(over, ProxyCommand):
        return ended.wait(seconds)
    while seconds > 0:
        if ended.wait(LOOK_SECONDS):
            return True
        if not over.asking:
            seconds -= LOOK_SECONDS
    return False


def _way_ended(over: Over, hop: Hop, via: Via) -> Problem | None:
    """The machine before this one was lost, or the command ended, which explains everything else."""
    if isinstance(over, ProxyCommand):
        return over.failure()
    if isinstance(via, Through) and not via.session.alive:
        facts = {"detail": f"the connection to {via.session.name} ended"}
        return Problem(ProblemKind.LOST_DURING_LOGIN, str(hop), facts)
    return None


def _proposals(transport: Transport) -> failures.Lists:
    """What both sides proposed, by kind; empty when the server did not get that far."""
    theirs = transport.proposed
    if not theirs:
        return {}
    ours = {
        "key exchange": (transport.preferred_kex, "kex_algo_list"),
        "host key": (transport.preferred_keys, "server_key_algo_list"),
        "cipher": (transport.preferred_ciphers, "server_encrypt_algo_list"),
        "MAC": (transport.preferred_macs, "server_mac_algo_list"),
        "compression": (transport.preferred_compression, "server_compress_algo_list"),
    }
    return {kind: (own, theirs.get(name, [])) for kind, (own, name) in ours.items()}
