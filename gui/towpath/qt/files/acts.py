"""What can be done in the panes: the actions with their keys and menus. What they do is in `pane_work`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from towpath.model.filesystem import FileKind
from towpath.model.transfer import HERE
from towpath.qt.files.pane_work import PaneWork
from towpath.qt.icons import icon

if TYPE_CHECKING:
    from towpath.qt.files.folder_view import FolderView
    from towpath.qt.files.page import FilesPage
    from towpath.qt.files.pane import Pane


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """What the acts of a pane depend on."""

    ready: bool
    """A folder is shown."""
    far: bool
    """Of a connection's machine."""
    count: int
    """How many entries are selected."""
    kind: FileKind | None
    """Of the only one that is selected."""
    other_ready: bool
    """The other pane shows a folder, too."""
    can_paste: bool


Fits = Callable[[Situation], bool]


def _some(now: Situation) -> bool:
    return now.count > 0


def _one(now: Situation) -> bool:
    return now.count == 1


def _one_file(now: Situation) -> bool:
    return now.kind in (FileKind.FILE, FileKind.LINK)


def _folder(now: Situation) -> bool:
    return now.ready


def _far_folder(now: Situation) -> bool:
    return now.ready and now.far


def _some_and_other(now: Situation) -> bool:
    return now.count > 0 and now.other_ready


def _always(_now: Situation) -> bool:
    return True


class Acts(QObject):
    """Those of both panes, and the keys that belong to the page as a whole."""

    def __init__(self, page: FilesPage) -> None:
        super().__init__(page)
        self.left = PaneActs(page, page.left)
        self.right = PaneActs(page, page.right)
        self.other_pane = self._key(page, "window.next-part", lambda: page.focus_pane(page.other(page.active_pane)))
        self.quick_connect = self._key(page, "files.quick-connect", page.quick_connect)
        for pane, acts in ((page.left, self.right), (page.right, self.left)):
            pane.place_changed.connect(acts.refresh)
            pane.listed.connect(acts.refresh)

    def of(self, pane: Pane) -> PaneActs:
        """Those of one pane."""
        return self.left if pane is self.left.pane else self.right

    def _key(self, page: FilesPage, act: str, triggered: Callable[[], None]) -> QAction:
        action = QAction(self)
        page.bridge.shortcuts.bind(act, action)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(triggered)
        page.addAction(action)
        return action


class PaneActs(QObject):
    """Acts on files have their keys in the list only: in the tree or a field these keys mean something else."""

    def __init__(self, page: FilesPage, pane: Pane) -> None:
        super().__init__(page)
        self.pane = pane
        self._page = page
        self._work = PaneWork(page, pane)
        self._fits: dict[QAction, Fits] = {}
        self._far_only: list[QAction] = []
        self._of_view: list[QAction] = []
        self._make_file_actions()
        self._make_clipboard_actions()
        self._make_folder_actions()
        self._make_keys()
        self.row_menu = self._menu("row-menu", self._row_groups())
        self.folder_menu = self._menu("folder-menu", self._folder_groups())
        self.more_menu = self._menu(
            "more-menu", [*self._row_groups(), *self._folder_groups()[:2], [self.refresh_pane, self.columns]]
        )
        for view in pane.views:
            self._attach(view)
        pane.view_added.connect(self._attach)
        pane.current_view_changed.connect(self.refresh)
        pane.place_changed.connect(self.refresh)
        pane.listed.connect(self.refresh)
        page.clipboard.changed.connect(self.refresh)
        self.refresh()

    # --- building

    def _make_file_actions(self) -> None:
        work = self._work
        self.open = self._file_act("open", "open", self.tr("&Open"), work.open, _one)
        self.view = self._file_act("view", "view", self.tr("&View"), work.view, _one_file)
        self.edit = self._file_act("edit", "edit", self.tr("&Edit"), work.edit, _one_file)
        to_other, move_there = self.tr("&Transfer to the other pane"), self.tr("&Move to the other pane")
        sign = "right" if self.pane.name == "left" else "left"
        self.transfer = self._file_act("transfer", sign, to_other, work.transfer, _some_and_other)
        self.move = self._file_act("move", sign, move_there, work.move, _some_and_other)
        self.download_to = self._file_act(
            "download-to", "download", self.tr("&Download to…"), work.download_to, _some, far=True
        )
        self.rename = self._file_act("rename", "rename", self.tr("Re&name"), work.rename, _one)
        self.delete = self._file_act("delete", "remove", self.tr("De&lete…"), work.delete, _some)
        self.delete_for_good = self._file_act(
            "delete-for-good", "remove", self.tr("Delete for &good…"), work.delete_for_good, _some
        )
        self.permissions = self._file_act(
            "permissions", "permissions", self.tr("Perm&issions…"), work.permissions, _some
        )
        self.properties = self._file_act("properties", "info", self.tr("P&roperties…"), work.properties, _folder)
        self.copy_path = self._file_act("copy-path", "copy", self.tr("&Path"), work.copy_path, _folder)
        self.copy_scp = self._file_act(
            "copy-scp", "terminal", self.tr("&scp command"), work.copy_scp, _folder, far=True
        )
        self.copy_url = self._file_act("copy-url", "globe", self.tr("sftp &URL"), work.copy_url, _folder, far=True)

    def _make_clipboard_actions(self) -> None:
        clipboard, pane = self._page.clipboard, self.pane
        self.cut = self._file_act("cut", "cut", self.tr("C&ut"), lambda: clipboard.cut(pane), _some)
        self.copy = self._file_act("copy", "copy", self.tr("&Copy"), lambda: clipboard.copy(pane), _some)
        self.paste = self._file_act(
            "paste", "paste", self.tr("&Paste"), lambda: clipboard.paste(pane), lambda now: now.can_paste
        )

    def _make_folder_actions(self) -> None:
        work = self._work
        self.new_folder = self._act("new-folder", "folder-add", self.tr("New &folder…"), work.new_folder, _folder)
        self.new_file = self._act("new-file", "file-add", self.tr("Ne&w file…"), work.new_file, _folder)
        self.search = self._act("search", "search", self.tr("&Search below…"), work.search, _folder)
        self.upload_here = self._act(
            "upload-here", "upload", self.tr("Upload files &here…"), work.upload_here, _far_folder, far=True
        )
        self.download_url = self._act(
            "download-url", "globe", self.tr("Download &a URL here…"), work.download_url, _far_folder, far=True
        )
        self.refresh_pane = self._act("refresh", "retry", self.tr("Refresh"), self.pane.refresh, _folder)
        self.columns = self._act(
            "columns",
            "columns",
            self.tr("Columns and sorting…"),
            self._show_columns,
            _folder,
        )

    def _show_columns(self) -> None:
        self.pane.view.columns_action.trigger()

    def _make_keys(self) -> None:
        """What the pane's own buttons do as well, and so is in no menu."""
        pane = self.pane
        for name, text, triggered in (
            ("go-back", self.tr("Back"), pane.go_back),
            ("go-forward", self.tr("Forward"), pane.go_forward),
            ("go-up", self.tr("Up"), pane.go_up),
            ("go-home", self.tr("Home folder"), pane.go_home),
            ("edit-path", self.tr("Type a path"), pane.edit_path),
            ("new-tab", self.tr("New tab"), pane.new_tab),
            ("close-tab", self.tr("Close tab"), pane.close_tab),
            ("next-tab", self.tr("Next tab"), pane.next_tab),
            ("previous-tab", self.tr("Previous tab"), lambda: pane.next_tab(-1)),
            ("toggle-hidden", self.tr("Show hidden files"), pane.toggle_hidden),
            ("add-bookmark", self.tr("Bookmark this folder"), pane.add_bookmark),
        ):
            self._act(name, "", text, triggered, _always)
        self.menu_key = self._file_act("menu", "more", self.tr("Menu"), self._show_menu_at_row, _always)

    def _file_act(
        self,
        name: str,
        sign: str,
        text: str,
        triggered: Callable[[], None],
        fits: Fits,
        *,
        far: bool = False,
    ) -> QAction:
        """One whose keys work in the list."""
        action = self._make(name, sign, text, triggered, fits, far=far)
        self._of_view.append(action)
        return action

    def _act(
        self,
        name: str,
        sign: str,
        text: str,
        triggered: Callable[[], None],
        fits: Fits,
        *,
        far: bool = False,
    ) -> QAction:
        """One whose keys work in the whole pane."""
        action = self._make(name, sign, text, triggered, fits, far=far)
        self.pane.addAction(action)
        return action

    def _make(
        self, name: str, sign: str, text: str, triggered: Callable[[], None], fits: Fits, *, far: bool
    ) -> QAction:
        action = QAction(text, self)
        if sign:
            action.setIcon(icon(sign))
        action.setObjectName(f"{name}-{self.pane.name}")
        self._page.bridge.shortcuts.bind("window.find" if name == "search" else f"files.{name}", action)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: triggered())
        self._fits[action] = fits
        if far:
            self._far_only.append(action)
        return action

    def _row_groups(self) -> list[list[QAction | QMenu]]:
        copy_as = QMenu(self.tr("Cop&y as"), self.pane)
        copy_as.addActions([self.copy_path, self.copy_scp, self.copy_url])
        return [
            [self.open, self.view, self.edit],
            [self.transfer, self.move, self.download_to],
            [self.cut, self.copy, self.paste, copy_as],
            [self.rename, self.delete, self.delete_for_good],
            [self.permissions, self.properties],
        ]

    def _folder_groups(self) -> list[list[QAction | QMenu]]:
        copy_as = QMenu(self.tr("Cop&y as"), self.pane)
        copy_as.addActions([self.copy_path, self.copy_scp, self.copy_url])
        return [
            [self.new_folder, self.new_file],
            [self.search, self.upload_here, self.download_url],
            [self.paste, copy_as, self.refresh_pane],
            [self.columns, self.properties],
        ]

    def _menu(self, name: str, groups: Sequence[Sequence[QAction | QMenu]]) -> QMenu:
        menu = QMenu(self.pane)
        menu.setObjectName(f"{name}-{self.pane.name}")
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for item in group:
                if isinstance(item, QMenu):
                    menu.addMenu(item)
                else:
                    menu.addAction(item)
        return menu

    def _attach(self, view: FolderView) -> None:
        view.addActions(self._of_view)
        view.menu_asked.connect(lambda where: self._menu_asked(view, where))
        view.selection_changed.connect(self.refresh)
        view.renamed.connect(self._work.renamed)

    # --- what fits now

    def refresh(self) -> None:
        """Enable what can be done with what is selected."""
        now = self._situation()
        for action, fits in self._fits.items():
            action.setEnabled(fits(now))
        for action in self._far_only:
            action.setVisible(now.far)
        self.delete_for_good.setVisible(not now.far)

    def _situation(self) -> Situation:
        pane, other = self.pane, self._page.other(self.pane)
        ranges = pane.view.selectionModel().selection()
        count = sum(ranges.at(number).height() for number in range(ranges.count())) if pane.ready else 0
        chosen = pane.view.selected() if count == 1 else ()
        return Situation(
            ready=pane.ready,
            far=pane.place.connection != HERE,
            count=count,
            kind=chosen[0].attributes.kind if chosen else None,
            other_ready=other.ready,
            can_paste=self._page.clipboard.can_paste(pane),
        )

    # --- menus

    def _menu_asked(self, view: FolderView, where: QPoint | None) -> None:
        if where is None:
            self._show_menu_at_row()
        else:
            self._show_menu(view, where)

    def _show_menu(self, view: FolderView, where: QPoint) -> None:
        on_row = view.entry_at(where) is not None
        if not on_row:
            view.clearSelection()
        self.refresh()
        (self.row_menu if on_row else self.folder_menu).popup(view.viewport().mapToGlobal(where))

    def _show_menu_at_row(self) -> None:
        view = self.pane.view
        row = view.visualRect(view.currentIndex())
        selected = bool(view.selected())
        where = row.bottomLeft() if selected and row.isValid() else view.viewport().rect().topLeft()
        self.refresh()
        (self.row_menu if selected else self.folder_menu).popup(view.viewport().mapToGlobal(where))
