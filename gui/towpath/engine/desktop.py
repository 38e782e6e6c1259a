"""The start at login, and the answer to what is offered to come back."""

from __future__ import annotations

import logging

from msgspec.structs import replace

from towpath.engine.desktop_parts import Autostart
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.desktop import AutostartState, BringBack, DesktopCommand, ReadAutostart, SetAutostart
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import Done
from towpath.model.settings import BringingBack

log = logging.getLogger(__name__)


class Desktop:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._parts = around.desktop

    def begin(self) -> None:
        """The program may have moved since it was switched on: let the desktop start it where it is now."""

        def renew() -> None:
            autostart = self._parts.make_autostart()
            try:
                state = autostart.read() if autostart else AutostartState(enabled=False)
                stands = state.enabled and state.ours and not state.switched_off
                if autostart and stands and state.command != self._parts.command:
                    autostart.switch_on()
            except TowpathError as error:
                log.info("%s", error)  # whoever looks at the settings hears it

        self._around.loop.aside("autostart", renew)

    def obey(self, command: DesktopCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        match command:
            case ReadAutostart():
                answering = self._around.answering
                answering.aside("autostart", self._read, lambda state: answering.answer(command, state), done)
            case SetAutostart():
                self._around.answering.aside(
                    "autostart", lambda: self._set(command.enabled), lambda _: self._set_here(command), done
                )
            case BringBack():
                if self._around.was_up:
                    self._around.was_up.answer(accepted=command.accepted)
                self._around.answering.finished(done, None)

    def _read(self) -> AutostartState:
        autostart = self._parts.make_autostart()
        return autostart.read() if autostart else AutostartState(enabled=False)

    def _set(self, enabled: bool) -> None:
        autostart: Autostart | None = self._parts.make_autostart()
        if autostart is None:
            facts = {"detail": "this profile is thrown away when Towpath ends"}
            raise TowpathError(Problem(ProblemKind.AUTOSTART_FAILED, "the demo", facts))
        if enabled:
            autostart.switch_on()
        else:
            autostart.switch_off()

    def _set_here(self, command: SetAutostart) -> None:
        settings = self._around.catalogue.settings
        if command.enabled and command.restore and settings.general.bring_back is BringingBack.ASK:
            general = replace(settings.general, bring_back=BringingBack.ALWAYS)
            self._around.save_settings(replace(settings, general=general))
