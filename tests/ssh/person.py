"""A person who answers from a script, a keyring in memory, and logins made with them."""

import os
from collections.abc import Iterable
from pathlib import Path

from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from towpath.model.connection import Auth, AuthMethod, Hop
from towpath.model.error import Problem, ProblemKind
from towpath.model.ports import Asker
from towpath.model.prompt import (
    Accept,
    Answer,
    Asked,
    CodeAsked,
    HostKeyAsked,
    PassphraseAsked,
    PasswordAsked,
    Refuse,
    Secrets,
)
from towpath.model.state import Status
from towpath.net.cancel import Cancel
from towpath.ssh.connect import Connector
from towpath.ssh.hostkeys import KnownHosts
from towpath.ssh.liveness import Liveness
from towpath.ssh.session import Session
from towpath.ssh.via import Direct, Via


class Keyring:
    """`model.ports.Secrets` in a dict; `broken` keeps nothing and says why."""

    def __init__(self, *, broken: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.in_memory: dict[tuple[str, str], str] = {}
        self._broken = broken

    def get(self, kind: str, key: str) -> str | None:
        return self.in_memory.get((kind, key)) or self.kept.get((kind, key))

    def set(self, kind: str, key: str, secret: str) -> Problem | None:
        self.kept[kind, key] = secret
        return None

    def keep(self, kind: str, key: str, secret: str) -> None:
        self.in_memory[kind, key] = secret

    def forget(self, kind: str, key: str) -> None:
        self.in_memory.pop((kind, key), None)
        self.kept.pop((kind, key), None)

    def unusable(self) -> Problem | None:
        return Problem(ProblemKind.NO_SAFE_KEYRING, "", {"detail": "no keyring here"}) if self._broken else None


class Person:
    """Answers each question with the next of `answers` (a text, several texts, or an Answer); refuses when out of them.

    Host keys are accepted. `asked` is what was asked, oldest first, without host keys.
    """

    def __init__(self, *answers: str | tuple[str, ...] | Answer, remember: bool = False) -> None:
        self._answers = list(answers)
        self._remember = remember
        self.asked: list[Asked] = []
        self.host_keys: list[HostKeyAsked] = []

    def __call__(self, asked: Asked) -> Answer:
        if isinstance(asked, HostKeyAsked):
            self.host_keys.append(asked)
            return Accept()
        self.asked.append(asked)
        if not self._answers:
            return Refuse()
        answer = self._answers.pop(0)
        if isinstance(answer, str):
            answer = (answer,)
        return Secrets(values=answer, remember=self._remember) if isinstance(answer, tuple) else answer

    @property
    def kinds(self) -> list[str]:
        """The questions by kind, and whether they follow a refusal."""
        return [
            name + ("!" if asked.refused_before else "")
            for asked in self.asked
            for kind, name in ((PasswordAsked, "password"), (PassphraseAsked, "passphrase"), (CodeAsked, "code"))
            if isinstance(asked, kind)
        ]


class Computer:
    """This machine's side of logins: home folder, known_hosts, keyring, agent."""

    def __init__(self, home: Path, *, agent: Path | None = None, keyring: Keyring | None = None) -> None:
        self.keyring = keyring or Keyring()
        self.known_hosts = home / ".ssh" / "known_hosts"
        self.liveness = Liveness()
        self.reported: list[Status] = []
        self.touches = 0
        """How often somebody was to touch a security key."""
        self.cancel = Cancel()
        self.connector = Connector(
            secrets=self.keyring,
            known_hosts=KnownHosts([self.known_hosts], self.known_hosts),
            home=home,
            local_user="nobody-here",
            agent_socket=agent,
            environment=dict(os.environ),
            liveness=self.liveness,
        )

    def login(self, hop: Hop, person: Asker | None = None, via: Via | None = None) -> Session:
        """As the engine does it."""
        self.reported.clear()
        return self.connector.login(
            hop, via or Direct(), ask=person or Person(), cancel=self.cancel, report=self._report
        )

    def _report(self, status: Status, *, touch: bool = False) -> None:
        self.reported.append(status)
        self.touches += touch


def hop_to(
    sshd: Sshd,
    *keys: KeyFile,
    methods: Iterable[AuthMethod] = tuple(AuthMethod),
    certificates: Iterable[Path] = (),
    use_agent: bool = False,
    identities_only: bool = False,
    timeout: float = 20.0,
) -> Hop:
    """The way to a test server, with these keys."""
    order = (AuthMethod.PUBLICKEY, AuthMethod.KEYBOARD_INTERACTIVE, AuthMethod.PASSWORD)
    auth = Auth(
        identity_files=tuple(str(key.path) for key in keys),
        certificate_files=tuple(map(str, certificates)),
        use_agent=use_agent,
        identities_only=identities_only,
        methods=tuple(method for method in order if method in set(methods)),
    )
    return Hop(host="127.0.0.1", port=sshd.port, user=sshd.user, auth=auth, timeout=timeout)
