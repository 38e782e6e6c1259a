"""The files that are open in programs of this machine, and the commands for them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from towpath.engine.aside import Aside
from towpath.engine.edit_parts import EditParts, EditSurroundings
from towpath.engine.edit_watch import EditWatch
from towpath.engine.edit_work import EditWork
from towpath.engine.file_systems import FileSystems
from towpath.engine.loop import Loop
from towpath.engine.questions import WINDOW, Questions
from towpath.model.editing import EditCommand, EditState, EndEdit, Opener, OpenFile, UploadEdit
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import EditChanged, EditRemoved, Event
from towpath.model.kept_edit import Saved
from towpath.model.ports import Done
from towpath.model.transfer import HERE


class Edits:
    """Engine thread only, except the constructor, `begin_with` and `close`; never waits but in these."""

    def __init__(
        self,
        parts: EditParts,
        *,
        loop: Loop,
        file_systems: FileSystems,
        questions: Questions,
        editor: Callable[[], str],
        publish: Callable[[Event], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        self._loop = loop
        self._publish = publish
        self._watch = EditWatch(loop, self._saved)
        self._openings: dict[object, Aside] = {}
        """Of files of this machine: nothing of them is kept."""
        self._works: dict[str, EditWork] = {}
        self._around = EditSurroundings(
            loop=loop,
            file_systems=file_systems,
            questions=questions,
            journal=parts.journal,
            programs=parts.programs,
            editor=editor,
            changed=lambda work: publish(EditChanged(work.state())),
            fetched=lambda work, saved: self._watch.add(work.id, work.copy, saved),
            twin=self._twin,
            gone=self._gone,
            finished=finished,
        )

    # --- the beginning and the end

    def begin_with(self) -> tuple[EditState, ...]:
        """What the engine before left behind: its copies may have changes that were not uploaded. Before the thread
        starts."""
        for kept in self._around.journal.load():
            self._works[kept.id] = EditWork.restored(kept, self._around)
        self._loop.post(self._watch_restored)
        return tuple(work.state() for work in self._works.values())

    def _watch_restored(self) -> None:
        """What was not uploaded by then stays so until somebody says so, or saves again."""
        for work in self._works.values():
            if work.restored_as:
                self._watch.add(work.id, work.copy, work.restored_as)

    def stop(self) -> None:
        """The engine ends."""
        self._watch.stop()
        for opening in self._openings.values():
            opening.stop()
        for work in self._works.values():
            work.stop()

    def close(self) -> None:
        """Once nothing runs any more: delete the copies whose changes are all uploaded. Waits for the disk. Any
        thread."""
        for work in self._works.values():
            work.clean_up()

    # --- commands

    def obey(self, command: EditCommand, done: Done) -> None:
        """`done` is told when it has ended. Raises UNKNOWN_EDIT."""
        match command:
            case OpenFile():
                self._open(command, done)
            case UploadEdit():
                self._work(command.id).upload(command.asker, done)
            case EndEdit():
                self._work(command.id).end(discard=command.discard, done=done)

    def _work(self, edit_id: str) -> EditWork:
        work = self._works.get(edit_id)
        if work is None:
            raise TowpathError(Problem(ProblemKind.UNKNOWN_EDIT))
        return work

    def _open(self, command: OpenFile, done: Done) -> None:
        if command.place.connection == HERE:
            self._open_here(command, done)
            return
        work = next((work for work in self._works.values() if command.place in (work.asked, work.place)), None)
        if work is None:
            work = EditWork(secrets.token_hex(6), command.place, command.asker, self._around)
            self._works[work.id] = work
            self._publish(EditChanged(work.state()))
            work.open(command.opener, done)
            work.fetch()
        else:
            work.open(command.opener, done)

    def _open_here(self, command: OpenFile, done: Done) -> None:
        key, path = object(), Path(command.place.path.decode(errors="surrogateescape"))
        programs = self._around.programs

        async def start() -> None:
            if command.opener is Opener.EDITOR:
                await programs.edit(path, self._around.editor())
            else:
                await programs.open(path)

        def ended(problem: Problem | None) -> None:
            self._openings.pop(key, None)
            self._around.finished(done, problem)

        self._openings[key] = Aside(self._loop, "open", start, ended)

    # --- what happens

    def follow(self) -> None:
        """Some connections may have changed."""
        for work in list(self._works.values()):
            work.follow()

    def forget_asker(self, asker: str) -> None:
        """This terminal is gone: the window is asked."""
        for work in self._works.values():
            if work.asker == asker:
                work.asker = WINDOW

    def _saved(self, edit_id: str, saved: Saved) -> None:
        if work := self._works.get(edit_id):
            work.saved(saved)

    def _twin(self, work: EditWork) -> EditWork | None:
        others = (other for other in self._works.values() if other is not work and other.kept)
        return next((other for other in others if other.place == work.place), None)

    def _gone(self, work: EditWork) -> None:
        self._watch.remove(work.id)
        if self._works.pop(work.id, None):
            self._publish(EditRemoved(work.id))
