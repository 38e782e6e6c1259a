"""One tab of a pane: a list with its history, and what is the matter where there is no list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from towpath.model.command import RetryNow
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import MakeFolder
from towpath.model.place_text import shown_path
from towpath.model.settings import FileSettings, NameFilter
from towpath.model.state import ConnectionState, Status
from towpath.model.transfer import HERE, Place
from towpath.model.words import Words, explain
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.folder_view import FolderView, Listed
from towpath.qt.files.history import History
from towpath.qt.files.notice import Notice, WayOut
from towpath.qt.files.places import parent
from towpath.qt.files.quick_filter import QuickFilter
from towpath.qt.status import can_retry, reason, word

NOWHERE = Place(HERE, b"")
"""What a tab shows until a machine is chosen."""
UP = (Status.UP, Status.DEGRADED)
Said = tuple[str | Status, Words, list[WayOut]]


class PaneTab(QWidget):
    """Lists what it is told to show. A connection that is not up is brought up only when the person goes there."""

    place_changed = Signal(object)
    """Carries the `Place` that is shown now, or will be; again when its absolute path is known."""
    listed = Signal(object)
    """Carries the `Listed` of the view, once this tab has taken it in."""
    choose_asked = Signal()
    """The person wants to choose a machine."""
    quick_asked = Signal()
    """Or to name one."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.history = History()
        self.view = FolderView(bridge)
        self.notice = Notice()
        self.problem: Problem | None = None
        """Why the last listing failed."""
        self.free_space: int | None = None
        self.is_listing = False
        self._sleeping = False
        """The place was remembered; nobody has gone there yet."""
        self._shown_once = False
        """The list has (or had) the entries of the place."""
        self._up_when_listed = False
        self._making = ""
        """The request that makes the folder which is missing."""
        self._applied: tuple[bool, tuple[NameFilter, ...]] = (False, ())
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice, 1)
        layout.addWidget(self.view, 1)
        layout.addWidget(QuickFilter(self.view))
        self.view.listed.connect(self._listed)
        bridge.changed.connect(self._refresh)
        self._show_notice()

    @property
    def place(self) -> Place:
        """What is shown, or will be."""
        return self.history.here or NOWHERE

    @property
    def ready(self) -> bool:
        """What is shown is listed: its path is absolute, and files can be put there."""
        return self._shown_once and self.problem is None

    # --- going somewhere

    def go(self, place: Place, select: bytes = b"") -> None:
        """Show a folder; the connection is brought up for it."""
        self.history.visit(place)
        self._show(place, select)

    def go_back(self) -> None:
        """Where it was before."""
        if self.history.can_go_back:
            was = self.place
            self._show(self.history.back(), _name_below(was, self.place))

    def go_forward(self) -> None:
        """Where it was before it went back."""
        if self.history.can_go_forward:
            self._show(self.history.forward())

    def remember(self, place: Place) -> None:
        """Show a place without going there: a connection that is not up is left alone until somebody asks."""
        self.history.visit(place)
        self._sleeping = True
        self._show_notice()

    def sleep(self) -> None:
        """What is shown is out of date: list it again when somebody looks."""
        self._sleeping = True

    def wake(self) -> None:
        """The tab is seen: list what was only remembered, where that needs no login."""
        if self._sleeping and self._is_reachable:
            self.refresh()
        else:
            self._show_notice()

    def refresh(self) -> None:
        """List it again."""
        if self.place != NOWHERE:
            self._show(self.place)

    def stop(self) -> None:
        """List no further, and wait for no folder to be made."""
        self._bridge.withdraw(self._making)
        self.view.stop()

    def _show(self, place: Place, select: bytes = b"") -> None:
        moved = place != self.view.place
        self._sleeping = False
        self._shown_once = self._shown_once and not moved
        self.problem = None
        self.free_space = None if moved else self.free_space
        self.is_listing = True
        self._show_notice()
        self.view.show_place(place, select)
        if moved:
            self.place_changed.emit(place)

    def _listed(self, listed: Listed) -> None:
        self.is_listing = False
        self._up_when_listed = self._is_reachable
        self.problem = listed.problem
        stopped = listed.problem is not None and listed.problem.kind is ProblemKind.CANCELLED
        if listed.problem is None or (stopped and (listed.count or self._shown_once)):
            self.problem = None
            self._shown_once = True
            self.free_space = listed.free_space if listed.free_space is not None else self.free_space
            absolute = Place(self.place.connection, listed.path or self.place.path)
            if absolute != self.place:
                self.history.correct(absolute)
                self.place_changed.emit(absolute)
        self._show_notice()
        self.listed.emit(listed)

    def apply(self, files: FileSettings) -> None:
        """Leave out of the list what the person does not want to see."""
        chosen = (files.show_hidden, files.filters)
        if chosen == self._applied:
            return
        self._applied = chosen
        self.view.set_show_hidden(files.show_hidden)
        self.view.set_filters(files.filters)

    # --- what is the matter

    @property
    def _state(self) -> ConnectionState | None:
        return self._bridge.snapshot.by_id(self.place.connection)

    @property
    def _is_reachable(self) -> bool:
        """Listing needs no login."""
        state = self._state
        return self.place.connection == HERE or (state is not None and state.status in UP)

    def _refresh(self, changes: Changes) -> None:
        """A connection that came (back) up: what was lost, or never seen, is listed by itself."""
        if self.place.connection == HERE or self.place.connection not in changes.connections:
            return
        reachable = self._is_reachable
        if reachable and not self.is_listing and not self._up_when_listed:
            self._up_when_listed = True
            self.sleep()
            if self.isVisible():
                self.wake()
                return
        if not reachable and not self.is_listing:
            self._up_when_listed = False
        self._show_notice()

    def _show_notice(self) -> None:
        words = self._words()
        above = self._shown_once and self.problem is None
        focused = self.isAncestorOf(self.window().focusWidget())  # also while a dialog is in front of it
        self.view.setEnabled(words is None)  # the focus leaves what is disabled
        if words is None:
            self.view.setVisible(True)
            if focused and not self.view.hasFocus() and self.notice.isVisible():
                self.view.setFocus()
            self.notice.setVisible(False)
            return
        sign, said, ways = words
        self._layout.setStretch(0, 0 if above else 1)
        self.notice.say(sign, said, ways, above=above)
        self.view.setVisible(above)
        if focused and self.notice.buttons:
            self.notice.buttons[0].setFocus()

    def _words(self) -> Said | None:
        place, state = self.place, self._state
        if place == NOWHERE:
            told = Words(self.tr("Choose a machine"), self.tr("Its files appear here; copy them to the other side"), "")
            return "server", told, self._machines()
        if place.connection != HERE and state is None:
            told = Words(self.tr("This connection is no longer there"), "", self.tr("choose another machine"))
            return Status.FAILED, told, self._machines()
        if self.is_listing:
            return self._on_the_way(state)
        if state is not None and not self._is_reachable:
            return state.status, self._told_of(state), [self._connect()]
        if self.problem is not None and self.problem.kind is ProblemKind.CANCELLED:
            return "stop", Words(self.tr("This folder was not listed"), "", ""), self._ways_out(self.problem)
        if self.problem is not None:
            return Status.FAILED, explain(self.problem), self._ways_out(self.problem)
        return None

    def _on_the_way(self, state: ConnectionState | None) -> Said | None:
        """While the connection is brought up; the list itself says that it is being listed."""
        if state is None or state.status in UP or self._shown_once:
            return None
        told = Words(self.tr("Connecting to {name}…").format(name=state.connection.name), "", "")
        stop = WayOut("pane-stop", "stop", self.tr("Stop"), self.stop)
        return (Status.CONNECTING if state.status is Status.OFF else state.status), told, [stop]

    def _machines(self) -> list[WayOut]:
        return [
            WayOut("choose-machine", "server", self.tr("Choose…"), self.choose_asked.emit),
            WayOut("quick-connect", "quick", self.tr("Quick connect…"), self.quick_asked.emit),
        ]

    def _told_of(self, state: ConnectionState) -> Words:
        name = state.connection.name
        if self.problem is not None and self.problem.kind is not ProblemKind.CANCELLED:
            return explain(self.problem)
        told = self.tr("Not connected to {name}").format(name=name)
        return Words(told, reason(state) or (word(state.status).lower() if state.status is not Status.OFF else ""), "")

    def _connect(self) -> WayOut:
        return WayOut("pane-connect", "connect", self.tr("Connect"), self.connect_again)

    def connect_again(self) -> None:
        """Bring the connection up, or try at once what it waits for; then the place is listed."""
        state = self._state
        if state is not None and (can_retry(state) or state.status is Status.WAITING_FOR_USER):
            self._bridge.submit(RetryNow(connection=state.connection.id))
        else:
            self.refresh()

    def _ways_out(self, problem: Problem) -> list[WayOut]:
        ways = [WayOut("pane-retry", "retry", self.tr("Retry"), self.refresh)]
        above = parent(self.place) if self.place.path.startswith(b"/") else None
        if problem.kind is ProblemKind.FILE_NOT_FOUND and above is not None:
            ways.append(WayOut("pane-make-folder", "add", self.tr("Make this folder"), self._make_folder))
        if above is not None:
            ways.append(WayOut("pane-up", "up", self.tr("Go up"), self._go(above)))
        return ways

    def _go(self, place: Place) -> Callable[[], None]:
        return lambda: self.go(place)

    def _make_folder(self) -> None:
        place = self.place

        def made(problem: Problem | None) -> None:
            if place == self.place:
                if problem is None:
                    self.refresh()
                else:
                    self.problem = problem
                    self._show_notice()

        self._making = new_request()
        self._bridge.ask(MakeFolder(request=self._making, place=place), lambda _answer: None, made)

    @property
    def title(self) -> str:
        """For the tab's handle: the folder's name, and its machine where that is another one."""
        if self.place == NOWHERE:
            return self.tr("New tab")
        name = shown_path(self.place.path.rstrip(b"/").rpartition(b"/")[2]) or "/"
        state = self._state
        return f"{state.connection.name}: {name}" if state is not None else name

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To the list, or to the way out."""
        if self.view.isVisible() and self.view.isEnabled():
            self.view.setFocus(reason)
        elif self.notice.buttons:
            self.notice.buttons[0].setFocus(reason)


def _name_below(place: Place, folder: Place) -> bytes:
    """The name in `folder` that leads towards `place`, where it lies below."""
    root = folder.path.rstrip(b"/") + b"/"
    if place.connection != folder.connection or not place.path.startswith(root):
        return b""
    return place.path[len(root) :].partition(b"/")[0]
