"""Each command goes to whoever carries it out; the simplest are carried out here."""

from __future__ import annotations

import logging
from collections.abc import Callable

from towpath.engine.audience import Audience
from towpath.engine.browser import Browser
from towpath.engine.catalogue import Catalogue
from towpath.engine.connection_commands import ConnectionCommand, ConnectionCommands
from towpath.engine.connections import LiveConnection
from towpath.engine.edits import Edits
from towpath.engine.pages import PageCommand, Pages
from towpath.engine.questions import WINDOW, Questions
from towpath.engine.remembering import Remembering
from towpath.engine.settings_changes import SettingsChanges
from towpath.engine.transfers import Transfers
from towpath.model.browsing import BrowserCommand
from towpath.model.command import (
    Command,
    Down,
    GiveAnswer,
    HandOver,
    RemoveConnection,
    RemoveForward,
    RetryNow,
    SaveConnection,
    SaveSettings,
    ShowWindow,
    TransferCommand,
    Up,
)
from towpath.model.editing import EditCommand
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import ConnectionRemoved, ShowRequested
from towpath.model.file_work import FileCommand, Withdraw
from towpath.model.ports import Done
from towpath.model.prompt import Refuse
from towpath.model.remembered import Remember

log = logging.getLogger(__name__)


class Commands:
    """Engine thread only; never waits."""

    def __init__(
        self,
        *,
        check_running: Callable[[], None],
        hand_over: Callable[[Done], None],
        removed: Callable[[LiveConnection], None],
        audience: Audience,
        questions: Questions,
        catalogue: Catalogue,
        settings: SettingsChanges,
        connections: ConnectionCommands,
        transfers: Transfers,
        edits: Edits,
        browser: Browser,
        pages: Pages,
        remembering: Remembering,
    ) -> None:
        """`check_running` raises when there is nothing to be carried out any more."""
        self._check_running = check_running
        self._hand_over = hand_over
        self._removed = removed
        self._audience = audience
        self._questions = questions
        self._catalogue = catalogue
        self._settings = settings
        self._connections = connections
        self._transfers = transfers
        self._edits = edits
        self._browser = browser
        self._pages = pages
        self._remembering = remembering
        self._to_show: ShowWindow | None = None
        """Asked for before the window was there."""

    def execute(self, command: Command, done: Done) -> None:
        """Never raises."""
        try:
            self._check_running()
            self._obey(command, done)
            self._pages.hosts.follow()
        except TowpathError as error:
            self._audience.finish(done, error.problem)
        except Exception as error:
            log.exception("unexpected error in command %s", type(command).__name__)
            facts = {"detail": type(error).__name__}
            self._audience.finish(done, Problem(ProblemKind.INTERNAL, type(command).__name__, facts))

    def window_is_there(self) -> None:
        """Somebody may have started the program a second time while it was starting: nobody has heard of that."""
        if self._to_show is not None and self._questions.has_answering(WINDOW):
            self._show(self._to_show)

    def _obey(self, command: Command, done: Done) -> None:
        """Those whose outcome comes later get `done`; the others are finished when they return."""
        if isinstance(command, TransferCommand | FileCommand):
            if isinstance(command, Withdraw):
                self._pages.web_apps.withdraw(command.asker, command.request)
            self._transfers.obey(command, done)
        elif isinstance(command, EditCommand):
            self._edits.obey(command, done)
        elif isinstance(command, BrowserCommand):
            self._browser.obey(command, done)
        elif isinstance(command, PageCommand):
            self._pages.obey(command, done)
        elif isinstance(command, ConnectionCommand):
            self._connections.obey(command, done)
            if isinstance(command, Up | RetryNow) and command.connection:
                self._browser.wished(command.connection)
                self._pages.web_apps.wished(command.connection)
        elif isinstance(command, HandOver):
            self._hand_over(done)
        else:
            self._carry_out(command)
            self._audience.finish(done, None)

    def _carry_out(self, command: Command) -> None:
        """What is done at once."""
        match command:
            case Down():
                self._catalogue.connection(command.connection, command.forwards).down(command.forwards)
                if not command.forwards:
                    self._browser.taken_down(command.connection)
            case SaveConnection():
                self._catalogue.save_connection(command.connection, save=command.save)
                self._settings.tell()
            case RemoveConnection():
                self._remove_connection(command.connection)
            case RemoveForward():
                self._catalogue.remove_forward(command)
            case GiveAnswer():
                self._pages.activity.answered(command.id, refused=isinstance(command.answer, Refuse))
                self._questions.answer(command.id, command.answer)
            case SaveSettings():
                self._settings.wish(command.settings)
            case Remember():
                self._remembering.remember(command.remembered)
            case ShowWindow():
                self._show(command)

    def _show(self, command: ShowWindow) -> None:
        self._to_show = None if self._questions.has_answering(WINDOW) else command
        self._audience.publish(ShowRequested(command.url))

    def _remove_connection(self, connection_id: str) -> None:
        live = self._catalogue.remove_connection(connection_id)
        self._removed(live)
        self._audience.publish(ConnectionRemoved(live.id))
        self._settings.tell()
        self._remembering.keep_only(one.id for one in self._catalogue.live)
        self._browser.removed(live.id)
        self._pages.web_apps.removed(live.id)
        self._transfers.follow()
