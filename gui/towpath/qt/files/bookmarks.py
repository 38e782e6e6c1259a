"""Bookmarks: the menu of each pane, and the dialog to put them in order."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.place_text import shown_path
from towpath.model.settings import Bookmark
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge
from towpath.qt.connections.ordered_list import VALUE, OrderedList
from towpath.qt.files.choices import change_file_settings
from towpath.qt.files.file_words import machine_name
from towpath.qt.files.machines import place_name
from towpath.qt.files.pane import Pane
from towpath.qt.files.tab import NOWHERE
from towpath.qt.files.together import Together
from towpath.qt.icons import icon
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled, tool_tip

_SET_LABEL = 60
"""Characters of a label that is made of a folder's name."""


class Bookmarks(QObject):
    """Fills the panes' menus when they open, and saves what is added."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, left: Pane, right: Pane, together: Together, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panes = (left, right)
        self._together = together
        self._window = parent
        for pane in self._panes:
            menu = pane.bookmarks.menu()
            menu.setObjectName(f"bookmarks-{pane.name}")
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self._filler(menu, pane))
            pane.bookmark_asked.connect(self._adder(pane))
            pane.place_changed.connect(self._mark)
        self._marked: tuple[bool, ...] = (False, False)
        """The panes whose folder is a bookmark."""
        bridge.changed.connect(self._mark)
        self._mark()

    @property
    def _saved(self) -> tuple[Bookmark, ...]:
        return self._bridge.snapshot.settings.files.bookmarks

    def _mark(self, *_: object) -> None:
        places = {bookmark.place for bookmark in self._saved}
        marked = tuple(pane.place in places for pane in self._panes)
        if marked == self._marked:
            return
        self._marked = marked
        for pane, is_set in zip(self._panes, marked, strict=True):
            pane.bookmarks.setIcon(icon("bookmark-set" if is_set else "bookmark"))
            text = self.tr("Bookmarks (this folder is one)") if is_set else self.tr("Bookmarks")
            self._bridge.shortcuts.hint("files.add-bookmark", pane.bookmarks, text)

    def add(self, pane: Pane, *, both: bool = False) -> None:
        """Bookmark what a pane shows; `both` with what the other one shows, and whether they go along."""
        if not pane.ready:
            return
        other = self._other(pane)
        paired = both and other.ready
        name = shown_path(pane.place.path.rstrip(b"/").rpartition(b"/")[2]) or "/"
        bookmark = Bookmark(
            label=name[:_SET_LABEL],
            place=pane.place,
            other=other.place if paired else None,
            synchronised=paired and self._together.is_synchronised,
        )
        if not any(replace(bookmark, label=known.label) == known for known in self._saved):
            self.save((*self._saved, bookmark), self._report)

    def go(self, pane: Pane, bookmark: Bookmark) -> None:
        """Show it; with two places both panes move."""
        if bookmark.other is None:
            pane.go(bookmark.place)
            return
        with self._together.resting():
            pane.go(bookmark.place)
            self._other(pane).go(bookmark.other)
        self._together.synchronise_when_ready(bookmark.synchronised)

    def save(self, bookmarks: tuple[Bookmark, ...], done: Callable[[Problem | None], None]) -> None:
        """Replace all of them."""
        change_file_settings(self._bridge, done, bookmarks=bookmarks)

    def organise(self) -> None:
        """Open the dialog."""
        BookmarksDialog(self._bridge.snapshot, self, self._window.window()).open()

    def _other(self, pane: Pane) -> Pane:
        return self._panes[1] if pane is self._panes[0] else self._panes[0]

    def _adder(self, pane: Pane, *, both: bool = False) -> Callable[[], None]:
        return lambda: self.add(pane, both=both)

    def _goer(self, pane: Pane, bookmark: Bookmark) -> Callable[[], None]:
        return lambda: self.go(pane, bookmark)

    def _filler(self, menu: QMenu, pane: Pane) -> Callable[[], None]:
        return lambda: self._fill(menu, pane)

    def _fill(self, menu: QMenu, pane: Pane) -> None:
        menu.clear()
        add = menu.addAction(icon("add"), self.tr("Bookmark this folder"), self._adder(pane))
        add.setObjectName("bookmark-add")
        add.setEnabled(pane.ready)
        both = menu.addAction(self.tr("Bookmark both folders"), self._adder(pane, both=True))
        both.setObjectName("bookmark-add-both")
        both.setEnabled(pane.ready and self._other(pane).ready)
        organise = menu.addAction(icon("edit"), self.tr("Organise bookmarks…"), self.organise)
        organise.setObjectName("bookmarks-organise")
        organise.setEnabled(bool(self._saved))
        here = [one for one in self._saved if one.place.connection == pane.place.connection and pane.place != NOWHERE]
        for group in (here, [one for one in self._saved if one not in here]):
            if group:
                menu.addSeparator()
            for bookmark in group:
                self._add_to(menu, pane, bookmark)

    def _add_to(self, menu: QMenu, pane: Pane, bookmark: Bookmark) -> None:
        snapshot = self._bridge.snapshot
        text = bookmark.label
        if bookmark.place.connection != pane.place.connection:
            text = f"{text} — {machine_name(snapshot, bookmark.place.connection)}"
        action = menu.addAction(icon("chain" if bookmark.synchronised else "bookmark"), text.replace("&", "&&"))
        action.setToolTip(tool_tip(described(snapshot, bookmark)))
        action.triggered.connect(self._goer(pane, bookmark))

    def _report(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)


class BookmarksDialog(SavingDialog):
    """Rename in place, remove, reorder."""

    def __init__(self, snapshot: Snapshot, bookmarks: Bookmarks, parent: QWidget | None = None) -> None:
        super().__init__(self._save, lambda: self.chosen == self._before, parent)
        self._snapshot = snapshot
        self._bookmarks = bookmarks
        self._before = list(snapshot.settings.files.bookmarks)
        self.setObjectName("bookmarks-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Bookmarks"))
        self.setMinimumWidth(60 * SPACE)
        title = QLabel(self.tr("Bookmarks"))
        title.setFont(scaled(title.font(), 1.15, strong=True))
        self.list = OrderedList(self.tr("Bookmarks"), removable=True)
        self.list.list.setObjectName("bookmarks-list")
        self.list.fill([self._item(bookmark) for bookmark in self._before])
        self.list.changed.connect(self._refresh)
        self.list.list.currentRowChanged.connect(self._refresh)
        self.where = plain_label()
        self.along = QCheckBox(self.tr("&Synchronised browsing"))
        self.along.setObjectName("bookmark-synchronised")
        self.along.clicked.connect(self._set_along)
        note = MutedLabel(self.tr("Double-click a name, or press F2, to change it."))
        note.setFont(scaled(note.font(), 0.92))
        self.summary.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        for widget in (note, self.where, self.along, self.summary, self.buttons):
            layout.addWidget(widget)
        self.list.list.setCurrentRow(0)
        self.list.list.setFocus()
        self._refresh()

    @property
    def chosen(self) -> list[Bookmark]:
        """As they are in the dialog."""
        found = []
        for item in self.list.items:
            bookmark = item.data(VALUE)
            assert isinstance(bookmark, Bookmark)
            found.append(replace(bookmark, label=item.text().strip() or bookmark.label))
        return found

    def _item(self, bookmark: Bookmark) -> QListWidgetItem:
        item = QListWidgetItem(icon("bookmark"), bookmark.label)
        item.setData(VALUE, bookmark)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _refresh(self) -> None:
        items = self.list.chosen
        bookmark = items[0].data(VALUE) if items else None
        paired = isinstance(bookmark, Bookmark) and bookmark.other is not None
        self.where.setText(described(self._snapshot, bookmark) if isinstance(bookmark, Bookmark) else "")
        self.along.setVisible(paired)
        self.along.setChecked(isinstance(bookmark, Bookmark) and bookmark.synchronised)

    def _set_along(self) -> None:
        for item in self.list.chosen:
            item.setData(VALUE, replace(item.data(VALUE), synchronised=self.along.isChecked()))

    def _save(self) -> None:
        self._bookmarks.save(tuple(self.chosen), self.finish_saving)


def described(snapshot: Snapshot, bookmark: Bookmark) -> str:
    """Where it leads, on both sides."""
    place = place_name(snapshot, bookmark.place)
    return f"{place} ↔ {place_name(snapshot, bookmark.other)}" if bookmark.other else place
