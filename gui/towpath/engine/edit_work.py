"""One file that is edited here: fetched, opened, and uploaded whenever its copy was saved."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from towpath.engine.aside import Aside
from towpath.engine.connections import LiveConnection
from towpath.engine.edit_parts import EditSurroundings
from towpath.engine.questions import WINDOW, Origin
from towpath.engine.supervision import PASSING
from towpath.model.editing import EditState, EditStatus, Opener
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.kept_edit import KeptEdit, Saved
from towpath.model.ports import Done
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.text import path_text
from towpath.model.transfer import Place
from towpath.transfer.edited import Brought, EditedFile, copy_name, saving_of
from towpath.transfer.failing import ends_batch

if TYPE_CHECKING:
    from towpath.ssh.session import Session


class EditWork:
    """Engine thread only; never waits. One piece of work at a time runs on a thread of its own."""

    def __init__(self, edit_id: str, place: Place, asker: str, around: EditSurroundings) -> None:
        self.id = edit_id
        self.asked = place
        """What was asked for, perhaps by way of links."""
        self.place = place
        self._name = copy_name(place.path)
        self.asker = asker
        self._around = around
        self._file = EditedFile(edit_id, self.copy)
        self._status = EditStatus.DOWNLOADING
        self._problem: Problem | None = None
        self.kept: KeptEdit | None = None
        """As soon as the copy is there."""
        self.restored_as: Saved | None = None
        """What the copy was when an engine found it."""
        self._aside: Aside | None = None
        self._to_open: list[tuple[Opener, Done]] = []
        self._opening: Done | None = None
        """Who waits for the program that is being started."""
        self._held: LiveConnection | None = None
        """It must not go down while the work under way goes on."""
        self._reaching: object = None
        """The wait for its connection that still counts."""
        self._uploads: list[Done] = []
        self._to_upload = False
        """There is a saving that nobody has looked at."""
        self._insists = False
        self._waits = False
        """It is tried again with another session than `_failed_with`."""
        self._failed_with: Session | None = None
        self._then: Callable[[], None] | None = None
        """To be done in place of what would follow the work under way, which was stopped for it."""
        self._ended = False

    @classmethod
    def restored(cls, kept: KeptEdit, around: EditSurroundings) -> EditWork:
        """As the engine before left it. May wait for the disk a moment."""
        work = cls(kept.id, kept.place, WINDOW, around)
        work._name, work.kept = kept.name, kept
        work._file = EditedFile(kept.id, work.copy)
        work._status = EditStatus.WATCHED
        work.restored_as = saving_of(work.copy)
        if work.restored_as != kept.saved:
            work._status = EditStatus.NOT_UPLOADED
            detail, hint = "the program ended before its changes were uploaded", "upload it now, or discard the changes"
            if work._live() is None:
                detail += ", and its connection was not saved"
                hint = f"copy {path_text(os.fsencode(work.copy))} to where it belongs, or discard the changes"
            facts = {"detail": detail, "hint": hint}
            work._problem = Problem(ProblemKind.FILE_CHANGED, path_text(kept.place.path), facts)
        return work

    @property
    def copy(self) -> Path:
        """The copy's path."""
        return self._around.journal.copy_of(self.id, self._name)

    def state(self) -> EditState:
        """As the front ends show it."""
        return EditState(
            id=self.id,
            place=self.place,
            copy=str(self.copy),
            status=self._status,
            problem=self._problem,
            uploaded=self.kept.uploaded if self.kept else 0,
            uploaded_at=self.kept.uploaded_at if self.kept else 0.0,
        )

    # --- opening

    def open(self, opener: Opener, done: Done) -> None:
        """Start the program for the copy, as soon as that is there."""
        self._to_open.append((opener, done))
        if self.kept:
            self._open_next()

    def fetch(self) -> None:
        """Begin."""
        self._with_files(self._fetch, self._failed_to_begin)

    def _fetch(self, files: FileSystem) -> None:
        around, found = self._around, list[KeptEdit]()

        async def fetch() -> None:
            path = await files.resolve(self.asked.path)
            around.journal.make_room(self.id)
            known, saved = await self._file.fetch(files, path)
            place = Place(self.asked.connection, path)
            kept = KeptEdit(id=self.id, place=place, name=self._name, known=known, saved=saved)
            around.journal.keep(kept)
            found.append(kept)

        def ended(problem: Problem | None) -> None:
            if problem or not found:
                self._failed_to_begin(problem or Problem(ProblemKind.CANCELLED))
                return
            self.kept, self.place = found[0], found[0].place
            if twin := self._around.twin(self):
                for opener, done in self._to_open:
                    twin.open(opener, done)
                self._to_open.clear()
                self._vanish()
            else:
                self._open_next()

        self._go_aside(fetch, ended)

    def _open_next(self) -> None:
        if not self._to_open or self._aside or self._ended or self.kept is None:
            return
        opener, done = self._to_open.pop(0)
        self._opening = done
        kept, first, touched = self.kept, self._status is EditStatus.DOWNLOADING, False

        async def start() -> None:
            nonlocal touched
            try:
                if opener is Opener.EDITOR:
                    await self._around.programs.edit(self.copy, self._around.editor())
                else:
                    await self._around.programs.open(self.copy, kept.known.mode)
            except TowpathError:
                touched = saving_of(self.copy) != kept.saved  # before the program failed
                raise

        def ended(problem: Problem | None) -> None:
            self._opening = None
            if problem and first and not touched:
                self._failed_to_begin(problem, done)
                return
            if first:
                self._set(EditStatus.WATCHED)
                self._around.fetched(self, kept.saved)
            self._around.finished(done, problem)

        self._go_aside(start, ended)

    def _failed_to_begin(self, problem: Problem, *dones: Done) -> None:
        for done in (*dones, *(done for _, done in self._to_open)):
            self._around.finished(done, problem)
        self._to_open.clear()
        self._vanish()

    # --- uploading

    def saved(self, saving: Saved) -> None:
        """The copy was saved."""
        if self.kept and saving != self.kept.saved:
            self._to_upload = True
            self._save()

    def upload(self, asker: str, done: Done) -> None:
        """As if it had been saved."""
        self.asker = asker
        self._to_upload = self._insists = True
        self._uploads.append(done)
        self._save()

    def follow(self) -> None:
        """Some connections may have changed."""
        if not self._waits or self._aside or self._ended:
            return
        live = self._live()
        session = live.session if live else None
        if session and session.alive and session is not self._failed_with:
            self._to_upload = True
            self._save()

    def _save(self) -> None:
        if self._aside or self._ended or self._status in (EditStatus.DOWNLOADING, EditStatus.UPLOADING):
            return  # it is looked at again when that has ended
        self._to_upload = self._waits = False
        self._set(EditStatus.UPLOADING)
        self._with_files(self._bring_back, self._not_reached)

    def _bring_back(self, files: FileSystem) -> None:
        around, kept = self._around, self.kept
        assert kept, "nothing is saved before it is there"
        insists, self._insists = self._insists, False
        live = self._live()
        self._failed_with = live.session if live else None
        if live:
            live.hold(self)
        self._held = live
        found: list[KeptEdit] = []

        async def bring_back() -> None:
            brought = await self._file.bring_back(files, kept.place.path, kept.known, self._ask, insist=insists)
            now = _after(kept, brought, around.loop.clock.time())
            found.append(now)
            with contextlib.suppress(TowpathError):  # it only spares a question after the end of the program
                around.journal.keep(now)

        def ended(problem: Problem | None) -> None:
            if problem or not found:
                self._not_uploaded(problem or Problem(ProblemKind.CANCELLED))
                return
            self.kept, self.place = found[0], found[0].place
            self._set(EditStatus.WATCHED)
            self._answer(None)

        self._go_aside(bring_back, ended)

    def _not_reached(self, problem: Problem) -> None:
        """Its connection is down: it is uploaded as soon as that is up."""
        self._failed_with = None
        self._waits = problem.kind is not ProblemKind.UNKNOWN_CONNECTION
        self._set(EditStatus.NOT_UPLOADED, problem)
        self._answer(problem)

    def _not_uploaded(self, problem: Problem) -> None:
        self._waits = ends_batch(problem) or problem.kind in PASSING
        self._set(EditStatus.NOT_UPLOADED, problem)
        self._answer(problem)
        self.follow()  # it may be back already

    def _answer(self, problem: Problem | None) -> None:
        dones, self._uploads = self._uploads, []
        for done in dones:
            self._around.finished(done, problem)

    async def _ask(self, asked: OverwriteAsked) -> Choice | None:
        """In the thread of the upload."""
        loop = self._around.loop
        loop.post(lambda: self._set(EditStatus.WAITING_FOR_USER))
        try:
            answer = await self._around.questions.answer_to(asked, self._origin)
        except TowpathError:
            return None  # there is nobody to ask
        finally:
            loop.post(lambda: self._set(EditStatus.UPLOADING))
        return answer if isinstance(answer, Choice) else None

    def _origin(self) -> Origin:
        live = self._live()
        return Origin(live.name if live else "", "", self.asker)

    # --- ending

    def end(self, *, discard: bool, done: Done) -> None:
        """Delete the copy, unless it has changes that were never uploaded; or in any case."""
        unsaved = self._status not in (EditStatus.WATCHED, EditStatus.DOWNLOADING)
        if unsaved and not discard:
            self._around.finished(done, self._changes_would_be_lost())
            return
        self._halt(lambda: self._end(discard, done))

    def _end(self, discard: bool, done: Done) -> None:
        kept = self.kept

        async def look() -> None:
            if kept and not discard and saving_of(self.copy) not in (kept.saved, None):
                raise TowpathError(self._changes_would_be_lost())
            self._around.journal.forget(self.id)

        def ended(problem: Problem | None) -> None:
            self._around.finished(done, problem)
            if problem is None:
                self._gone()
            elif self._status in (EditStatus.UPLOADING, EditStatus.WAITING_FOR_USER):
                self._not_uploaded(problem)  # that was stopped

        self._go_aside(look, ended)

    def stop(self) -> None:
        """The engine ends; the next one finds what is not uploaded."""
        self._ended = True
        if self._aside:
            self._aside.stop()

    def clean_up(self) -> None:
        """The engine has ended: delete the copy if the far machine has all that is in it. Any thread; waits for the
        disk."""
        if self.kept is None:
            self._around.journal.forget(self.id)
        elif saving_of(self.copy) == self.kept.saved:
            self._around.journal.let_go(self.id)

    def _changes_would_be_lost(self) -> Problem:
        facts = {"detail": "its changes were not uploaded", "hint": "upload them, or discard them"}
        return Problem(ProblemKind.INVALID, path_text(self.place.path), facts)

    def _vanish(self) -> None:
        """It never began."""

        async def forget() -> None:
            self._around.journal.forget(self.id)

        self._gone()
        Aside(self._around.loop, f"edit-{self.id}", forget, lambda _: None)

    def _gone(self) -> None:
        self._ended = True
        cancelled = Problem(ProblemKind.CANCELLED)
        self._answer(cancelled)
        for _, done in self._to_open:
            self._around.finished(done, cancelled)
        self._around.gone(self)

    # --- what they share

    def _live(self) -> LiveConnection | None:
        try:
            return next(iter(self._around.file_systems.connections([self.place.connection])), None)
        except TowpathError:
            return None  # it was removed

    def _with_files(self, go_on: Callable[[FileSystem], None], failed: Callable[[Problem], None]) -> None:
        """Bring the connection up and go on with its files."""
        systems, connection = self._around.file_systems, self.place.connection
        reaching = self._reaching = object()

        def reached(problem: Problem | None) -> None:
            if self._ended or self._reaching is not reaching:
                return
            try:
                if problem:
                    raise TowpathError(problem)
                files = systems.of(connection)
            except TowpathError as error:
                failed(error.problem)
            else:
                go_on(files)

        try:
            systems.reach([connection], self.asker, reached)
        except TowpathError as error:
            failed(error.problem)

    def _go_aside(self, work: Callable[[], Coroutine[Any, Any, None]], then: Callable[[Problem | None], None]) -> None:
        def ended(problem: Problem | None) -> None:
            self._aside = None
            if self._held:
                self._held.let_go(self)
                self._held = None
            if self._ended:
                return
            if self._then:
                go_on, self._then = self._then, None
                if self._opening:
                    self._around.finished(self._opening, Problem(ProblemKind.CANCELLED))
                    self._opening = None
                go_on()
                return
            then(problem)
            self._open_next()
            if self._to_upload:
                self._save()

        self._aside = Aside(self._around.loop, f"edit-{self.id}", work, ended)

    def _halt(self, then: Callable[[], None]) -> None:
        """Stop what is under way, and go on with this."""
        self._reaching = None
        if self._aside:
            self._then = then
            self._aside.stop()
        else:
            then()

    def _set(self, status: EditStatus, problem: Problem | None = None) -> None:
        if self._ended:
            return
        self._status, self._problem = status, problem
        self._around.changed(self)


def _after(kept: KeptEdit, brought: Brought, now: float) -> KeptEdit:
    kept = replace(kept, place=replace(kept.place, path=brought.path), known=brought.known, saved=brought.saved)
    return replace(kept, uploaded=kept.uploaded + 1, uploaded_at=now) if brought.uploaded else kept
