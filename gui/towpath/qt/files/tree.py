"""The folders of a machine as a tree beside the list. A folder is listed when it is opened, and only then."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from towpath.model.error import Problem
from towpath.model.event import FolderListed
from towpath.model.filesystem import FileKind
from towpath.model.place_text import shown_path
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.listing import Listing
from towpath.qt.files.places import child, is_folder
from towpath.qt.icons import entry_icon

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_INDENT = 14
_COUNTED = 200
"""Rows above and below what is seen that have a say in how wide it is."""
_WIDEST = 4
"""How many times as wide as what is seen the tree becomes at most."""


class Folder:
    """One row. `children` is None until it was listed."""

    __slots__ = ("children", "listing", "name", "number", "place", "row", "shown", "up")

    def __init__(self, number: int, place: Place, name: bytes, up: Folder | None, row: int) -> None:
        self.number = number
        self.place = place
        self.name = name
        self.shown = shown_path(name)
        self.up = up
        self.row = row
        self.children: list[Folder] | None = None
        self.listing: Listing | None = None
        """Under way."""


class FolderTreeModel(QAbstractItemModel):
    """The folders of one machine, from `/` down. Main thread."""

    listed = Signal(object)
    """Carries the `Folder` whose folders are known now."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._icon = entry_icon(FileKind.FOLDER)
        self._root: Folder | None = None
        self._folders: dict[int, Folder] = {}
        """By their numbers, which are in the indexes: Qt keeps those longer than Python keeps objects."""
        self._numbers = itertools.count(1)

    @property
    def root(self) -> Folder | None:
        return self._root

    @property
    def folders(self) -> tuple[Folder, ...]:
        """All that are known."""
        return tuple(self._folders.values())

    def show_machine(self, connection: str) -> None:
        """Begin anew with this machine's `/`."""
        self.forget()
        self.beginResetModel()
        self._root = self._folder(Place(connection, b"/"), b"/", None, 0)
        self.endResetModel()

    def forget(self) -> None:
        """Show nothing, and list nothing more."""
        self.beginResetModel()
        if self._root:
            self._drop(self._root)
        self._root = None
        self.endResetModel()

    def _folder(self, place: Place, name: bytes, up: Folder | None, row: int) -> Folder:
        folder = Folder(next(self._numbers), place, name, up, row)
        self._folders[folder.number] = folder
        return folder

    def _drop(self, folder: Folder) -> None:
        """Forget it and all below it."""
        stack = [folder]
        while stack:
            one = stack.pop()
            if one.listing:
                one.listing.stop()
            del self._folders[one.number]
            stack += one.children or []

    def look_into(self, folder: Folder) -> None:
        """Find the folders in a folder, also again; those that are still there keep what is known of them."""
        if folder.listing:
            return
        found: list[bytes] = []

        def heard(piece: FolderListed) -> None:
            found.extend(entry.name for entry in piece.entries if is_folder(entry))

        def ended(_problem: Problem | None) -> None:
            folder.listing = None
            self._take(folder, found)
            self.listed.emit(folder)

        folder.listing = Listing(self._bridge, folder.place, heard, ended)

    def _take(self, folder: Folder, names: list[bytes]) -> None:
        """What cannot be listed has no folders; the list says why when one goes there."""
        names.sort(key=lambda name: (name.startswith(b"."), shown_path(name).casefold()))
        index = self.index_of(folder)
        if not folder.children:
            folder.children = []
            if names:
                self.beginInsertRows(index, 0, len(names) - 1)
                folder.children = [
                    self._folder(child(folder.place, one), one, folder, row) for row, one in enumerate(names)
                ]
                self.endInsertRows()
            return
        # Row by row, so that what is open below those that stay remains so.
        children, kept = folder.children, set(names)
        for row in reversed(range(len(children))):
            if children[row].name not in kept:
                self.beginRemoveRows(index, row, row)
                self._drop(children.pop(row))
                _number(children)
                self.endRemoveRows()
        for row, one in enumerate(names):
            if row == len(children) or children[row].name != one:
                self.beginInsertRows(index, row, row)
                children.insert(row, self._folder(child(folder.place, one), one, folder, row))
                _number(children)
                self.endInsertRows()

    # --- what a view asks

    def folder(self, index: AnyIndex) -> Folder | None:
        """The folder of a row."""
        return self._folders.get(index.internalId()) if index.isValid() else None

    def index_of(self, folder: Folder) -> QModelIndex:
        return self.createIndex(folder.row, 0, folder.number)

    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        if not parent.isValid():
            return self.createIndex(0, 0, self._root.number) if self._root and row == 0 else QModelIndex()
        up = self.folder(parent)
        if up is None or not up.children or not 0 <= row < len(up.children):
            return QModelIndex()
        return self.createIndex(row, 0, up.children[row].number)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]  # the other one is QObject's
        folder = self.folder(index)
        return self.index_of(folder.up) if folder and folder.up else QModelIndex()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        if not parent.isValid():
            return 1 if self._root else 0
        folder = self.folder(parent)
        return len(folder.children or []) if folder else 0

    def columnCount(self, _parent: AnyIndex = _ROOT) -> int:
        return 1

    def hasChildren(self, parent: AnyIndex = _ROOT) -> bool:
        folder = self.folder(parent)
        return self._root is not None if folder is None else folder.children is None or bool(folder.children)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return False

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        folder = self.folder(index)
        if folder is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return folder.shown
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon
        return None


def _number(folders: list[Folder]) -> None:
    for row, folder in enumerate(folders):
        folder.row = row


class FolderTree(QTreeView):
    """Follows the pane: the folder that is shown there is current here, and the way to it is open."""

    chosen = Signal(object)
    """Carries the `Place` of a folder the person went to."""

    def __init__(self, bridge: Bridge, may_list: Callable[[str], bool], parent: QWidget | None = None) -> None:
        """`may_list` tells whether a machine can be asked without a login."""
        super().__init__(parent)
        self._may_list = may_list
        self._wanted: Place | None = None
        self._hidden_shown = False
        self._tree = FolderTreeModel(bridge, self)
        self.setObjectName("folder-tree")
        self.setAccessibleName(self.tr("Folders"))
        self.setModel(self._tree)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT)
        self.setTabKeyNavigation(False)
        self.setAnimated(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setStretchLastSection(False)
        self.header().setResizeContentsPrecision(_COUNTED)
        self._tree.listed.connect(self._go_on)
        self.expanded.connect(self._opened)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_place(self, place: Place) -> None:
        """Open the way to a folder and make it current."""
        self._wanted = place
        if not self.isVisible() or not place.path.startswith(b"/") or not self._may_list(place.connection):
            if self._tree.root is not None and self._tree.root.place.connection != place.connection:
                self._tree.forget()
            return
        if self._tree.root is None or self._tree.root.place.connection != place.connection:
            self._tree.show_machine(place.connection)
        if self._tree.root is not None:
            self._walk(self._tree.root)

    def set_show_hidden(self, show: bool) -> None:
        """Whether folders with a dot in front are shown; those on the way to the shown one always are."""
        if show != self._hidden_shown:
            self._hidden_shown = show
            for folder in self._tree.folders:
                self._hide_below(folder)

    def _hide_below(self, folder: Folder) -> None:
        index, shown = self._tree.index_of(folder), self._tree.folder(self.currentIndex())
        on_the_way = shown.place.path + b"/" if shown else b""
        for below in folder.children or ():
            hide = not self._hidden_shown and below.name.startswith(b".")
            self.setRowHidden(below.row, index, hide and not on_the_way.startswith(below.place.path + b"/"))

    def updateGeometries(self) -> None:
        """Names that lie deep have room, and a scroll bar, and are not cut to their first letter."""
        super().updateGeometries()
        seen = self.viewport().width()
        wide = max(seen, min(self.sizeHintForColumn(0), _WIDEST * seen))
        if wide != self.columnWidth(0):
            self.setColumnWidth(0, wide)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Sideways only as far as the name needs: Qt would show the end, or the middle, of the whole column."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        left = self.visualRect(index).left() + bar.value()
        right = left + self.sizeHintForIndex(index).width()
        bar.setValue(min(max(before, right - self.viewport().width()), left - _INDENT))

    def place_at(self, point: QPoint) -> Place | None:
        """The folder whose row is there, in the viewport."""
        folder = self._tree.folder(self.indexAt(point))
        return folder.place if folder else None

    def refresh(self) -> None:
        """The pane was refreshed: look again into the folder that is shown, if it is open."""
        folder = self._tree.folder(self.currentIndex())
        if folder is not None and folder.children is not None and self.isVisible():
            self._tree.look_into(folder)

    def _walk(self, folder: Folder) -> None:
        """Go on from `folder` towards the wanted place, listing what is not known yet."""
        wanted = self._wanted
        if wanted is None or wanted.connection != folder.place.connection:
            return
        while folder.place.path != wanted.path:
            root = folder.place.path.rstrip(b"/") + b"/"
            if not wanted.path.startswith(root):
                return
            if folder.children is None:
                self._tree.look_into(folder)
                return
            name = wanted.path[len(root) :].partition(b"/")[0]
            below = next((one for one in folder.children if one.name == name), None)
            self.expand(self._tree.index_of(folder))
            if below is None:
                break
            self.setRowHidden(below.row, self._tree.index_of(folder), False)
            folder = below
        index = self._tree.index_of(folder)
        was_in_sight = self.viewport().rect().contains(self.visualRect(index))
        self.setCurrentIndex(index)
        if not was_in_sight:
            self.scrollTo(index, QTreeView.ScrollHint.PositionAtCenter)
        self._wanted = None

    def _go_on(self, folder: Folder) -> None:
        self._hide_below(folder)
        if self._wanted is not None:
            self._walk(folder)

    def _opened(self, index: QModelIndex) -> None:
        folder = self._tree.folder(index)
        if folder is not None and folder.children is None:
            self._tree.look_into(folder)

    def _choose(self, index: QModelIndex) -> None:
        folder = self._tree.folder(index)
        if folder is not None:
            self.chosen.emit(folder.place)
