"""What a user of the program has: saved connections to the tests' servers, and known hosts, below the test's HOME."""

from collections.abc import Sequence
from pathlib import Path

from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from towpath.model.connection import Auth, AuthMethod, Connection, Hop, HostKeyPolicy, Reconnect
from towpath.model.forward import Endpoint, Forward
from towpath.model.settings import Config, Settings
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile


def known_hosts() -> Path:
    return Path.home() / ".ssh" / "known_hosts"


def know(*servers: Sshd) -> None:
    """Write the known_hosts file that has these servers."""
    known_hosts().parent.mkdir(mode=0o700, exist_ok=True)
    known_hosts().write_text("".join(server.known_hosts_lines() for server in servers))


def save(*connections: Connection, settings: Settings | None = None) -> None:
    """Make these the saved connections of the profile that the environment names."""
    ConfigStore(find_profile()).save(Config(connections=connections, settings=settings or Settings()))


def hop(
    server: Sshd,
    *keys: KeyFile,
    methods: Sequence[AuthMethod] = tuple(AuthMethod),
    policy: HostKeyPolicy = HostKeyPolicy.ASK,
    timeout: float = 20.0,
) -> Hop:
    """The way into `server`, with these keys or, without any, by password and code only."""
    allowed = tuple(method for method in methods if keys or method is not AuthMethod.PUBLICKEY)
    auth = Auth(identity_files=tuple(str(key.path) for key in keys), use_agent=False, methods=allowed)
    return Hop(host="127.0.0.1", port=server.port, user=server.user, auth=auth, host_key_policy=policy, timeout=timeout)


def forward(label: str, to_port: int, *, listen: int = 0) -> Forward:
    """A local forward to a port of the target machine; by default it listens where the system chooses."""
    return Forward(id=label, label=label, listen=Endpoint("127.0.0.1", listen), target=Endpoint("127.0.0.1", to_port))


def connection(
    name: str, target: Hop, *forwards: Forward, jumps: Sequence[Hop] = (), reconnect: bool = False
) -> Connection:
    return Connection(
        id=name,
        name=name,
        target=target,
        jumps=tuple(jumps),
        forwards=forwards,
        reconnect=Reconnect(enabled=reconnect, first_delay=0.1),
    )
