"""Turns the desktop's proxy setting to our PAC file and back, so that what was there before is never lost."""

from __future__ import annotations

import contextlib
import logging
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from towpath.model.browsing import SystemProxyState, SystemProxyStatus
from towpath.model.error import Problem, TowpathError
from towpath.system.proxy.desktop import setting_here, setting_named
from towpath.system.proxy.guard import Guard
from towpath.system.proxy.journal import (
    Journal,
    JournalDamagedError,
    Record,
    is_alive,
    read_journal,
    remove_journal,
    this_process,
    write_journal,
)
from towpath.system.proxy.restore import all_ours, reset, restore
from towpath.system.proxy.setting import ProxySetting, Seen, Value, failed, is_towpath, shown
from towpath.system.proxy.watch import SettingWatch

log = logging.getLogger(__name__)


class KeptProxy:
    """That of a desktop that has one. Any thread; calls wait for each other and for the desktop's tools. None raises:
    what goes wrong is a state."""

    def __init__(self, setting: ProxySetting, journal: Path, environment: Mapping[str, str], guard: Guard) -> None:
        self._setting = setting
        self._path = journal
        self._environment = environment
        self._guard = guard
        self._owner = uuid.uuid4().hex
        self._lock = threading.RLock()
        self._on = False
        self._told = SystemProxyState(status=SystemProxyStatus.NOT_OURS, desktop=setting.desktop)
        self._watch: SettingWatch | None = None

    def turn_on(self, pac_url: str) -> SystemProxyState:
        """Have browsers use this PAC file, also where somebody else has TAKEN the setting: what they set comes back
        later."""
        return self._told_of(lambda: self._take(pac_url))

    def follow(self, pac_url: str) -> SystemProxyState:
        """The same after the URL of ours became another one; what is not ours any more is left alone."""

        def follow() -> SystemProxyState:
            state = self._state()
            return self._take(pac_url) if state.status is SystemProxyStatus.OURS else state

        return self._told_of(follow)

    def turn_off(self) -> SystemProxyState:
        """Put back what was there before. TAKEN if somebody else has changed it."""
        return self._told_of(self._give_back)

    def recover(self) -> SystemProxyState | None:
        """Put back what a program left that ended without `turn_off`, and without its guard; None if none did."""
        with self._lock:
            try:
                untouched = put_back_leftovers(self._path, self._environment)
            except TowpathError as error:
                return self._stated(SystemProxyStatus.FAILED, problem=error.problem)
            if untouched is None:
                return None
            return self._told_of(self._state if untouched else self._left_alone)

    def look(self) -> SystemProxyState:
        """How it is now."""
        return self._told_of(self._state)

    def watch(self, changed: Callable[[SystemProxyState], None]) -> None:
        """Tell of changes by others, in the thread `towpath-system-proxy`, until `close`."""

        def look_again() -> None:
            with self._lock:
                before = self._told
                state = self.look()
            if state != before:
                changed(state)

        self._watch = SettingWatch(self._setting.mark, look_again)
        self._watch.start()

    def close(self, *, leaves: bool = False) -> None:
        """Watch no more. What was not turned off, the guard puts back now; or later, where it is left to another
        Towpath that turns it on at once, and none comes."""
        if self._watch:
            self._watch.stop()
        with self._lock:
            if leaves:
                self._say_it_is_left()
                self._guard.leave()
            else:
                self._guard.end()

    def _say_it_is_left(self) -> None:
        """So that whoever comes next may put it back, though this process still runs, and its guard waits."""
        journal = self._journal()
        if journal and journal.owner == self._owner:
            with contextlib.suppress(TowpathError):  # then the guard puts it back at once
                write_journal(self._path, msgspec.structs.replace(journal, pid=0, started=0.0))

    def _told_of(self, work: Callable[[], SystemProxyState]) -> SystemProxyState:
        """Do it while nobody else does; what fails becomes a state, and what came of it is not told once more."""
        with self._lock:
            try:
                self._told = work()
            except TowpathError as error:
                self._told = self._stated(SystemProxyStatus.FAILED, problem=error.problem)
            return self._told

    def _take(self, pac_url: str) -> SystemProxyState:
        """Journal first, then the URL, then the mode; then look whether it is so."""
        setting, journal = self._setting, self._journal()
        if journal and journal.platform != setting.platform:
            put_back_leftovers(self._path, self._environment)
            journal = None
        seen = setting.read()
        journal = self._entry(seen, setting.chosen(seen), journal, pac_url)
        write_journal(self._path, journal)
        self._guard.start(self._path, self._owner)
        try:
            for place, now in seen.places.items():
                ours = setting.ours(place, pac_url)
                if now.url != ours.url:
                    setting.write_url(place, ours.url)
                if now.mode != ours.mode:
                    setting.write_mode(place, ours.mode)
            if not all_ours(setting.read(), journal):
                raise failed(setting.desktop, "it does not keep what is set")
        except TowpathError:
            self._on = False
            with contextlib.suppress(TowpathError):  # the journal stays, and the guard and the next start try again
                restore(setting, journal)
                remove_journal(self._path)
            self._guard.end()
            raise
        self._on = True
        return self._state()

    def _entry(self, seen: Seen, chosen: dict[str, Value], old: Journal | None, pac_url: str) -> Journal:
        """What is put back later is what is there now; where that is a Towpath's, it is what was there before that."""
        places, words = dict(old.places) if old else {}, shown(seen.words)
        for place, now in seen.places.items():
            ours = self._setting.ours(place, pac_url)
            before, was = chosen[place], now
            urls: tuple[str, ...] = (str(ours.url),)
            mine = places.get(place)
            automatic = now.mode == ours.mode
            if mine and now.url in mine.urls:
                before = Value(mine.before.url, mine.before.mode if automatic else before.mode)
                was = Value(mine.was.url, mine.was.mode if automatic else now.mode)
                urls = tuple(dict.fromkeys((str(now.url), *urls)))
                words = old.words if old and automatic else words
            elif is_towpath(now):  # and nobody knows what was there before
                before = was = Value(None, None if automatic else before.mode)
                words = "" if automatic else words
            places[place] = Record(before, was, urls, ours.mode)
        pid, started = this_process()
        return Journal(self._owner, pid, started, self._setting.platform, words, places)

    def _give_back(self) -> SystemProxyState:
        was_on, self._on = self._on, False
        try:
            journal = self._journal()
            if journal is None or journal.owner != self._owner:
                return self._left_alone() if was_on else self._state()
            untouched = restore(self._setting, journal)
            remove_journal(self._path)
            return self._state() if untouched else self._left_alone()
        finally:
            self._guard.end()

    def _state(self) -> SystemProxyState:
        seen, journal = self._setting.read(), self._journal()
        if not self._on:
            return self._stated(SystemProxyStatus.NOT_OURS, seen)
        if journal is None or journal.owner != self._owner or not all_ours(seen, journal):
            return self._stated(SystemProxyStatus.TAKEN, seen)
        return self._stated(SystemProxyStatus.OURS, seen, before=journal.words)

    def _left_alone(self) -> SystemProxyState:
        return self._stated(SystemProxyStatus.TAKEN, self._setting.read())

    def _stated(
        self, status: SystemProxyStatus, seen: Seen | None = None, *, before: str = "", problem: Problem | None = None
    ) -> SystemProxyState:
        return SystemProxyState(
            status=status,
            desktop=self._setting.desktop,
            before=before,
            now=shown(seen.words) if seen else "",
            remark=self._setting.remark(),
            problem=problem,
        )

    def _journal(self) -> Journal | None:
        """A damaged one tells nothing: it is written anew, or `recover` clears up."""
        try:
            return read_journal(self._path)
        except JournalDamagedError as error:
            log.debug("the journal of the proxy setting is damaged: %s", error)
            return None


class NoSystemProxy:
    """That of a desktop without one that browsers follow. What was left in another desktop's session is put back."""

    def __init__(self, desktop: str, journal: Path, environment: Mapping[str, str]) -> None:
        remark = "" if desktop else "no desktop is running"
        self._state = SystemProxyState(desktop=desktop, remark=remark)
        self._path = journal
        self._environment = environment

    def turn_on(self, pac_url: str) -> SystemProxyState:
        return self.recover() or self._state

    def follow(self, pac_url: str) -> SystemProxyState:
        return self._state

    def turn_off(self) -> SystemProxyState:
        return self._state

    def recover(self) -> SystemProxyState | None:
        try:
            return None if put_back_leftovers(self._path, self._environment) is None else self._state
        except TowpathError as error:
            return msgspec.structs.replace(self._state, problem=error.problem)

    def look(self) -> SystemProxyState:
        return self._state

    def watch(self, changed: Callable[[SystemProxyState], None]) -> None:
        """Nothing changes."""

    def close(self, *, leaves: bool = False) -> None:
        """Nothing runs."""


SystemProxy = KeptProxy | NoSystemProxy


def system_proxy(journal: Path, environment: Mapping[str, str], guard_command: Sequence[str]) -> SystemProxy:
    """That of this desktop. `journal` is one file for all profiles of the user; `guard_command` leads to
    `guard.guard_main`."""
    setting = setting_here(environment)
    if isinstance(setting, str):
        return NoSystemProxy(setting, journal, environment)
    return KeptProxy(setting, journal, environment, Guard(guard_command, environment))


def put_back_leftovers(path: Path, environment: Mapping[str, str]) -> bool | None:
    """Do what a program did not that ended all at once, together with its guard. None if there is nothing to do; else
    as `restore`. Raises TowpathError."""
    try:
        journal = read_journal(path)
    except JournalDamagedError:
        here = setting_here(environment)
        if not isinstance(here, str):
            reset(here)
        remove_journal(path)
        return True
    setting = setting_named(journal.platform, environment) if journal else None
    if journal is None or setting is None or is_alive(journal):
        return None
    untouched = restore(setting, journal)
    remove_journal(path)
    return untouched
