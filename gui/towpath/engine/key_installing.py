"""Keys on other machines: installed there, and tried."""

from __future__ import annotations

from collections.abc import Callable

from towpath.engine.aside import Aside
from towpath.engine.connections import LiveConnection
from towpath.engine.key_finding import FoundKey, KeyFinder
from towpath.engine.key_login import KeyLogin, Outcome
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.keys import InstallKey, KeyInstalled, KeyTested, TestKey
from towpath.model.ports import Done
from towpath.net.cancel import Cancel
from towpath.ssh.install_key import Installed, install_key


class KeyTrials:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings, finder: Callable[[], KeyFinder], ending: Cancel) -> None:
        self._around = around
        self._finder = finder
        self._ending = ending
        self._logins: set[KeyLogin] = set()
        self._installing: set[Aside] = set()

    def stop(self) -> None:
        """The engine ends."""
        for login in list(self._logins):
            login.stop()
        for installing in self._installing:
            installing.stop()

    # --- trying

    def test(self, command: TestKey, done: Done) -> None:
        """Raises UNKNOWN_CONNECTION."""
        live = self._around.catalogue.connection(command.connection)

        def tried(outcome: Outcome) -> None:
            if outcome.accepted or outcome.refused:
                tested = KeyTested(accepted=outcome.accepted, problem=outcome.problem)
                self._around.answering.answer(command, tested)
                self._around.answering.finished(done, None)
            else:
                self._around.answering.finished(done, outcome.problem)

        self._find(command, lambda key: self._try(live, key, command.asker, tried), done)

    def _find(self, command: TestKey | InstallKey, then: Callable[[FoundKey], None], done: Done) -> None:
        """`then` sees to `done`, unless the key is not found."""
        finder = self._finder()
        ask = self._around.asker(command.asker, "", self._ending)

        def found(problem: Problem | None) -> None:
            try:
                if problem:
                    raise TowpathError(problem)
                then(keys[0])
            except TowpathError as error:
                self._around.answering.finished(done, error.problem)

        keys: list[FoundKey] = []

        async def find() -> None:
            keys.append(finder.find(command.path, ask, self._ending))

        Aside(self._around.loop, "key", find, found)

    def _try(self, live: LiveConnection, key: FoundKey, asker: str, then: Callable[[Outcome], None]) -> None:
        """Raises what finding the way raises."""

        def ended(outcome: Outcome) -> None:
            self._logins.discard(login)
            then(outcome)

        login = KeyLogin(live.connection, key, asker, around=self._around, ended=ended)
        self._logins.add(login)
        login.begin()

    # --- installing

    def install(self, command: InstallKey, done: Done) -> None:
        """Raises UNKNOWN_CONNECTION."""
        live = self._around.catalogue.connection(command.connection)
        self._find(command, lambda key: self._reach(command, live, key, done), done)

    def _reach(self, command: InstallKey, live: LiveConnection, key: FoundKey, done: Done) -> None:
        def reached(problem: Problem | None) -> None:
            try:
                if problem:
                    raise TowpathError(problem)
                self._write(command, live, key, done)
            except TowpathError as error:
                self._around.answering.finished(done, error.problem)

        live.reach(command.asker, lambda problem: self._around.loop.post(lambda: reached(problem)), forwards=False)

    def _write(self, command: InstallKey, live: LiveConnection, key: FoundKey, done: Done) -> None:
        session, _ = live.shared()
        written: list[Installed] = []

        async def install() -> None:
            written.append(await install_key(session, key.public))

        def ended(problem: Problem | None) -> None:
            self._installing.discard(installing)
            try:
                if problem:
                    raise TowpathError(problem)
                self._try(
                    live, key, command.asker, lambda outcome: self._tell(command, live, written[0], outcome, done)
                )
            except TowpathError as error:
                self._around.answering.finished(done, error.problem)
            finally:
                live.let_go(installing)

        installing = Aside(self._around.loop, "install-key", install, ended)
        self._installing.add(installing)
        live.hold(installing)

    def _tell(
        self, command: InstallKey, live: LiveConnection, installed: Installed, outcome: Outcome, done: Done
    ) -> None:
        problem = _not_read(live.name, installed) if outcome.refused else outcome.problem
        told = KeyInstalled(added=installed.added, verified=outcome.accepted, file=installed.file, problem=problem)
        self._around.answering.answer(command, told)
        self._around.answering.finished(done, None)


def _not_read(name: str, installed: Installed) -> Problem:
    """The line is there, and the key is refused all the same."""
    why = installed.remark or "the server reads keys from somewhere else, or refuses keys of this kind"
    facts = {
        "detail": f"the line is in {installed.file}, but the key is still refused: {why}",
        "hint": "there, `sshd -T | grep -i -e authorizedkeys -e pubkey` tells which files it reads",
    }
    return Problem(ProblemKind.INSTALL_REFUSED, name, facts)
