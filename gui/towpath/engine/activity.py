"""What happened, and why: the latest of it in memory, for the page of activity, and a line of each in the log."""

from __future__ import annotations

import logging
from collections import OrderedDict

from msgspec.structs import replace

from towpath import __version__
from towpath.engine.happenings import Happenings
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.activity import (
    Activity,
    ActivityCommand,
    ActivityExported,
    ActivityRead,
    ExportActivity,
    ForgetActivity,
    Happening,
    Level,
    ReadActivity,
)
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Event, Happened, SettingsChanged
from towpath.model.ports import Done
from towpath.model.settings import Config
from towpath.model.state import Snapshot

log = logging.getLogger("towpath.activity")

MOST_KEPT = 2000
SAME_SECONDS = 60.0
LONGEST_FACT = 2000
"""Characters of what a server says, which may be a hundred times as much: thousands of entries are kept."""


class ActivityLog:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._records = around.records
        self._entries: OrderedDict[int, Activity] = OrderedDict()
        self._next = 1
        self._detailed = False
        self._logged, self._logged_at = "", 0.0
        self._happenings = Happenings(self._note, self._name_of, around.loop.clock.time)

    def begin(self, snapshot: Snapshot) -> None:
        """The engine starts, and is like this."""
        self._happenings.begin_with(snapshot.browser, snapshot.web_apps)
        self._follow_settings(snapshot.settings.general.detailed_log)
        self._note(Happening.STARTED, facts={"version": __version__})
        if crashed := self._records.crashed:
            self._note(Happening.CRASHED_BEFORE, Level.WARNING, subject=crashed.report)

    def close(self) -> None:
        """The engine has ended, and hears nothing any more: only the log is told. Any thread."""
        log.info("%s", Happening.ENDED.value)

    # --- what happens

    def hear(self, event: Event) -> None:
        """Everything that the engine tells."""
        if isinstance(event, SettingsChanged):
            self._follow_settings(event.settings.general.detailed_log)
        else:
            self._happenings.hear(event)

    def answered(self, question: int, *, refused: bool) -> None:
        """Somebody answered it, or declined to; what is never told."""
        self._happenings.answered(question, "refused" if refused else "answered")

    def woke_up(self) -> None:
        """The machine slept."""
        self._note(Happening.WOKE_UP)

    def network_changed(self, *, online: bool) -> None:
        """There is one, perhaps another one than before, or none."""
        if online:
            self._note(Happening.NETWORK_CHANGED, Level.DETAIL)
        else:
            self._note(Happening.NETWORK_GONE, Level.WARNING)

    def logged(self, level: int, text: str) -> None:
        """The program's own log has a warning or worse. The same is told once in SAME_SECONDS: whoever hears of it may
        be the one that fails, which is logged again."""
        now = self._around.loop.clock.monotonic()
        if text == self._logged and now - self._logged_at < SAME_SECONDS:
            return
        self._logged, self._logged_at = text, now
        self._note(Happening.LOGGED, Level.FAILURE if level >= logging.ERROR else Level.DETAIL, subject=text)

    # --- commands

    def obey(self, command: ActivityCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        match command:
            case ReadActivity():
                self._read(command, done)
            case ExportActivity():
                self._export(command, done)
            case ForgetActivity():
                self._entries.clear()
                self._around.answering.aside("activity", self._clear_records, lambda _: None, done)

    def _read(self, command: ReadActivity, done: Done) -> None:
        def tell(crash_reports: tuple[str, ...]) -> None:
            entries = tuple(self._entries.values())
            read = ActivityRead(entries=entries, log_folder=str(self._records.folder), crash_reports=crash_reports)
            self._around.answering.answer(command, read)

        self._around.answering.aside("activity", self._records.crash_paths, tell, done)

    def _export(self, command: ExportActivity, done: Done) -> None:
        around = self._around
        entries = tuple(self._entries.values())
        connections = tuple(live.connection for live in around.catalogue.live)
        config = Config(settings=around.catalogue.settings, connections=connections)

        def work() -> int:
            from towpath.engine.activity_export import export  # seldom needed

            return export(
                command,
                entries,
                config,
                self._records,
                home=around.home,
                local_user=around.local_user,
                environment=around.environment,
            )

        def tell(removed: int) -> None:
            around.answering.answer(command, ActivityExported(removed=removed))

        around.answering.aside("export-activity", work, tell, done)

    def _clear_records(self) -> None:
        try:
            self._records.clear()
        except OSError as error:
            facts = {"detail": error.strerror or str(error)}
            raise TowpathError(Problem(ProblemKind.FILE_UNWRITABLE, str(error.filename), facts)) from error

    # --- entries

    def _follow_settings(self, detailed: bool) -> None:
        if detailed != self._detailed:
            self._detailed = detailed
            self._records.set_detailed(detailed)

    def _name_of(self, connection_id: str) -> str:
        return next((live.name for live in self._around.catalogue.live if live.id == connection_id), "")

    def _note(
        self,
        what: Happening,
        level: Level = Level.NOTE,
        *,
        connection: str = "",
        subject: str = "",
        problem: Problem | None = None,
        facts: dict[str, str] | None = None,
        instead_of: Activity | None = None,
    ) -> Activity:
        number = instead_of.number if instead_of else self._next
        self._next = max(self._next, number + 1)
        entry = Activity(
            number=number,
            at=self._around.loop.clock.time(),
            what=what,
            level=level,
            connection=connection,
            subject=subject[:LONGEST_FACT],
            problem=_shortened(problem),
            facts=facts or {},
        )
        if what is not Happening.LOGGED:  # that comes from there
            log.log(logging.DEBUG if instead_of or level is Level.DETAIL else logging.INFO, "%s", _line(entry))
        if level is Level.DETAIL and not self._detailed:
            return entry
        self._entries[number] = entry
        self._entries.move_to_end(number)
        if len(self._entries) > MOST_KEPT:
            self._entries.popitem(last=False)
        self._around.publish(Happened(entry))
        return entry


def _shortened(problem: Problem | None) -> Problem | None:
    if problem is None or all(len(text) <= LONGEST_FACT for text in problem.facts.values()):
        return problem
    return replace(problem, facts={name: text[:LONGEST_FACT] for name, text in problem.facts.items()})


def _line(entry: Activity) -> str:
    """For the log, in the same words whatever language the person speaks."""
    why = f"{entry.problem.kind} of {entry.problem.subject} {entry.problem.facts}" if entry.problem else ""
    words = (entry.what.value, entry.connection, entry.subject, why, str(entry.facts or ""))
    return " | ".join(one for one in words if one)
