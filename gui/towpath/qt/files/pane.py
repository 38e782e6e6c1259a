"""One of the two panes: whose files, where, the tabs with their lists, and a line about what is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from towpath.model.command import SaveConnection
from towpath.model.error import Problem
from towpath.model.filesystem import Entry, FileKind
from towpath.model.place_text import HOME, FarPlace
from towpath.model.remembered import RememberedPane
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.files.choices import change_file_settings
from towpath.qt.files.folder_view import FolderView, Listed
from towpath.qt.files.footer import Footer
from towpath.qt.files.leading import Leading
from towpath.qt.files.machines import MachineButton
from towpath.qt.files.path_bar import PathBar
from towpath.qt.files.places import child, is_folder, parent
from towpath.qt.files.quick_connect import Reaching
from towpath.qt.files.tab import NOWHERE, UP, PaneTab
from towpath.qt.files.tabs import MOST_TABS, Tabs
from towpath.qt.files.tree import FolderTree
from towpath.qt.files.work_strip import WorkStrip
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE
from towpath.qt.tool_button import name_button, tool_button


class Pane(QWidget):
    """`name` is "left" or "right". Shows nothing of a machine until it is told to go there."""

    place_changed = Signal(object)
    """Carries the `Place` that is shown now; again when its absolute path is known."""
    current_view_changed = Signal()
    view_added = Signal(object)
    """Carries the `FolderView` of a new tab."""
    listed = Signal(object)
    """Carries the `Listed` of the current view."""
    selected = Signal()
    """Other entries of the current view are selected."""
    file_opened = Signal(object)
    """Carries the `Place` of a file that was double-clicked."""
    failed = Signal(object)
    quick_asked = Signal()
    bookmark_asked = Signal()
    """The person wants a bookmark for what is shown."""
    rearranged = Signal()
    """Something changed that is worth remembering: tabs, the tree, columns."""

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.name = name
        self.setObjectName(f"pane-{name}")
        self.setAccessibleName(self.tr("Left pane") if name == "left" else self.tr("Right pane"))
        self._reaching = Reaching(bridge, self)
        self._reaching.reached.connect(self._go_typed)
        self._reaching.failed.connect(self.failed)
        self._leading = Leading(bridge, lambda: self.place, self)
        self._leading.to_folder.connect(self.go)
        self._leading.to_file.connect(self.file_opened)
        self._leading.failed.connect(self.failed)
        self._make_top()
        self._make_way()
        self._make_middle()
        self.strip = WorkStrip(bridge)
        self.footer = Footer()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(self._top)
        layout.addLayout(self._way)
        layout.addWidget(self.tabs.bar)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.strip)
        layout.addWidget(self.footer)
        self._counting = QTimer(self)
        self._counting.setInterval(250)
        self._counting.timeout.connect(self._show_totals)
        self._add_tab()
        bridge.changed.connect(self._refresh_choices)
        self._refresh_choices(Changes())
        self._show_place()

    # --- building

    def _make_top(self) -> None:
        self.machine = MachineButton(self.bridge)
        self.machine.place_chosen.connect(self.go)
        self.machine.quick_asked.connect(self.quick_asked)
        self.keep = tool_button("save-connection", "add", self.tr("Save this connection"), self._save_connection)
        self.bookmarks = tool_button("bookmarks", "bookmark", self.tr("Bookmarks"))
        self.bookmarks.setMenu(QMenu(self.bookmarks))
        self.tree_button = tool_button("tree", "tree", self.tr("Show folders as a tree"), self.toggle_tree)
        self.tree_button.setCheckable(True)
        self.filters = tool_button("filters", "filter", self.tr("Filters"))
        self.filters.setMenu(QMenu(self.filters))
        self.hidden_button = tool_button(
            "hidden-files", "hidden", self.tr("Show hidden files"), self.toggle_hidden, checkable=True
        )
        self.bridge.shortcuts.hint("files.toggle-hidden", self.hidden_button, self.tr("Show hidden files"))
        self.more = tool_button("pane-more", "more", self.tr("More for the chosen files"))
        self._top = QHBoxLayout()
        self._top.setSpacing(2)
        self._top.addWidget(self.machine)
        self._top.addWidget(self.keep)
        self._top.addStretch(1)
        for button in (self.bookmarks, self.tree_button, self.filters, self.hidden_button, self.more):
            self._top.addWidget(button)

    def _make_way(self) -> None:
        self.back = tool_button("back", "left", self.tr("Back"), self.go_back)
        self.forward = tool_button("forward", "right", self.tr("Forward"), self.go_forward)
        self.up = tool_button("up", "up", self.tr("Up"), self.go_up)
        self.path_bar = PathBar(self.bridge, self._may_list)
        self.path_bar.place_chosen.connect(self.go_anywhere)
        self.path_bar.left.connect(self.focus_view)
        self.reload = tool_button("refresh", "retry", self.tr("Refresh"), self._refresh_or_stop)
        self._way = QHBoxLayout()
        self._way.setSpacing(2)
        height = self.path_bar.stack.sizeHint().height()  # the bar grows downwards when it complains
        for button in (self.back, self.forward, self.up, self.reload):
            button.setFixedHeight(height)
            self._way.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._way.insertWidget(3, self.path_bar, 1)
        hint = self.bridge.shortcuts.hint
        hint("files.go-back", self.back, self.tr("Back"))
        hint("files.go-forward", self.forward, self.tr("Forward"))
        hint("files.go-up", self.up, self.tr("Up"))

    def _make_middle(self) -> None:
        self.tabs = Tabs()
        self.tabs.chosen.connect(self._tab_chosen)
        self.tree = FolderTree(self.bridge, self._may_list)
        self.tree.chosen.connect(self.go)
        self.tree.setVisible(False)
        self.splitter = QSplitter()
        self.splitter.setObjectName(f"tree-splitter-{self.name}")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE // 2)
        self.splitter.addWidget(self.tree)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([200, 320])
        self.splitter.splitterMoved.connect(lambda *_: self.rearranged.emit())

    # --- tabs

    @property
    def tab(self) -> PaneTab:
        """The one that is shown."""
        return self.tabs.current

    @property
    def view(self) -> FolderView:
        """The list that is shown."""
        return self.tab.view

    @property
    def views(self) -> list[FolderView]:
        """Those of all tabs."""
        return [tab.view for tab in self.tabs.all]

    @property
    def place(self) -> Place:
        """What is shown, or will be; NOWHERE until a machine is chosen."""
        return self.tab.place

    @property
    def ready(self) -> bool:
        """What is shown is listed: its path is absolute, and files can be put there."""
        return self.tab.ready

    def new_tab(self, place: Place | None = None) -> None:
        """Open a tab, for the same place if no other is given."""
        place = place or self.place
        if not self.tabs.is_full:
            tab = self._add_tab()
            self.tabs.choose(tab)
            if place != NOWHERE:
                tab.go(place)
            self.focus_view()
            self.rearranged.emit()

    def next_tab(self, step: int = 1) -> None:
        """Show the tab that is so many further on; the first one comes after the last."""
        self.tabs.choose_number((self.tabs.currentIndex() + step) % self.tabs.count())
        self.focus_view()

    def close_tab(self) -> None:
        """Close the tab that is shown; the last one stays."""
        self.tabs.close_tab(self.tabs.currentIndex())
        self.focus_view()

    def _add_tab(self) -> PaneTab:
        tab = PaneTab(self.bridge)
        tab.view.setObjectName(f"files-{self.name}")
        if self.tabs.count():
            tab.view.set_columns(self.view.columns(RememberedPane()))
        tab.place_changed.connect(lambda _place: self._tab_went(tab))
        tab.listed.connect(lambda listed: self._tab_listed(tab, listed))
        tab.choose_asked.connect(self.machine.showMenu)
        tab.quick_asked.connect(self.quick_asked)
        tab.view.opened.connect(self.open_entry)
        tab.view.went_up.connect(self.go_up)
        tab.view.selection_changed.connect(self._selection_changed)
        tab.view.columns_changed.connect(self.rearranged)
        self._apply_choices(tab)
        self.tabs.add(tab)
        self.view_added.emit(tab.view)
        return tab

    def _tab_chosen(self) -> None:
        self._apply_choices(self.tab)
        self.tab.wake()
        self._show_place()
        self.current_view_changed.emit()
        self.place_changed.emit(self.place)
        self.rearranged.emit()

    def _tab_went(self, tab: PaneTab) -> None:
        self.tabs.name(tab)
        if tab is self.tab:
            self._show_place()
            self.place_changed.emit(tab.place)
        self.rearranged.emit()

    def _tab_listed(self, tab: PaneTab, listed: Listed) -> None:
        if tab is self.tab:
            self._show_place()
            self.tree.refresh()
            self.listed.emit(listed)

    # --- going somewhere

    def go(self, place: Place, select: bytes = b"") -> None:
        """Show a folder; the connection is brought up for it. What goes wrong is said in the pane."""
        self.tab.go(place, select)
        self._show_place()

    def go_anywhere(self, where: Place | FarPlace) -> None:
        """Show what was typed: also a machine that is no connection yet, or a file, in its folder."""
        self._reaching.reach(where)

    def go_home(self) -> None:
        """To the home folder of the machine that is shown."""
        self.go(Place(self.place.connection, HOME))

    def go_up(self) -> None:
        """To the folder that this one is in, which is selected there."""
        above = parent(self.place) if self.place.path.startswith(b"/") else None
        if above is not None:
            self.go(above, self.place.path.rstrip(b"/").rpartition(b"/")[2])

    def go_back(self) -> None:
        """Where the tab was before."""
        self.tab.go_back()
        self._show_place()

    def go_forward(self) -> None:
        """Where the tab was before it went back."""
        self.tab.go_forward()
        self._show_place()

    def refresh(self) -> None:
        """List it again."""
        self.tab.refresh()
        self._show_place()

    def refresh_those(self, places: Collection[Place]) -> None:
        """Something changed in these folders: tabs that show one of them list it again, now or when they are seen."""
        for tab in self.tabs.all:
            if tab.place in places and tab.ready:
                if tab is self.tab:
                    self.refresh()
                else:
                    tab.sleep()

    def stop(self) -> None:
        """List no further."""
        self.tab.stop()

    def add_bookmark(self) -> None:
        """Bookmark what is shown."""
        self.bookmark_asked.emit()

    def edit_path(self) -> None:
        """Type a path."""
        self.path_bar.edit()

    def focus_view(self) -> None:
        """Give the keys to the list."""
        self.tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_entry(self, entry: Entry) -> None:
        """Go into a folder; of a link find out first where it leads. Files are handed to `file_opened`."""
        place = child(self.place, entry.name)
        if is_folder(entry):
            self.go(place)
        elif entry.attributes.kind is FileKind.LINK:
            self._leading.follow(place)
        else:
            self.file_opened.emit(place)

    def _go_typed(self, place: Place) -> None:
        if place.path in (b"", HOME) or not self._may_list(place.connection):
            self.go(place)
        else:
            self._leading.find(place)

    def _may_list(self, connection: str) -> bool:
        """Without a login."""
        state = self.bridge.snapshot.by_id(connection)
        return connection == HERE or (state is not None and state.status in UP)

    def _refresh_or_stop(self) -> None:
        if self.tab.is_listing:
            self.stop()
        else:
            self.refresh()

    def _show_place(self) -> None:
        """Bring everything around the list up to date."""
        tab, place = self.tab, self.place
        self.machine.show_place(place if place != NOWHERE else None)
        self._show_whether_saved()
        self.path_bar.show_place(place)
        self.path_bar.setEnabled(place != NOWHERE)
        self.tree.show_place(place)
        self.back.setEnabled(tab.history.can_go_back)
        self.forward.setEnabled(tab.history.can_go_forward)
        self.up.setEnabled(place.path.startswith(b"/") and parent(place) is not None)
        self.reload.setEnabled(place != NOWHERE)
        listing = tab.is_listing
        self.reload.setIcon(icon("stop" if listing else "retry"))
        if listing:
            name_button(self.reload, self.tr("Stop"), "Esc")
        else:
            self.bridge.shortcuts.hint("files.refresh", self.reload, self.tr("Refresh"))
        if listing != self._counting.isActive():
            self._counting.start() if listing else self._counting.stop()
        self._show_totals()

    def _selection_changed(self) -> None:
        self._show_totals()
        self.selected.emit()

    def _show_totals(self) -> None:
        self.footer.show_totals(
            self.view.totals(), listing=self.tab.is_listing, ready=self.tab.ready, free_space=self.tab.free_space
        )

    # --- choices of the user's

    def toggle_hidden(self) -> None:
        """Show hidden files in both panes, or no longer."""
        show = not self.bridge.snapshot.settings.files.show_hidden
        change_file_settings(self.bridge, self._report, show_hidden=show)

    def toggle_tree(self) -> None:
        """Show the tree, or hide it."""
        self.show_tree(not self.tree.isVisibleTo(self))
        self.rearranged.emit()

    def show_tree(self, shown: bool) -> None:
        """Show the tree or not."""
        self.tree.setVisible(shown)
        self.tree_button.setChecked(shown)
        self.tree.show_place(self.place)

    def _refresh_choices(self, _changes: Changes) -> None:
        self.hidden_button.setChecked(self.bridge.snapshot.settings.files.show_hidden)
        self.tree.set_show_hidden(self.bridge.snapshot.settings.files.show_hidden)
        self._show_whether_saved()
        self._apply_choices(self.tab)

    def _apply_choices(self, tab: PaneTab) -> None:
        tab.apply(self.bridge.snapshot.settings.files)

    def _show_whether_saved(self) -> None:
        """A connection of Quick connect's is offered to be kept."""
        state = self.bridge.snapshot.by_id(self.place.connection)
        self.keep.setVisible(state is not None and not state.saved)

    def _save_connection(self) -> None:
        if state := self.bridge.snapshot.by_id(self.place.connection):
            self.bridge.submit(SaveConnection(connection=state.connection), self._report)

    def _report(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
            self._refresh_choices(Changes())

    # --- what is remembered

    def remembered(self) -> RememberedPane:
        """What the pane shows, to be shown again at the next start."""
        tabs = tuple(tab.place for tab in self.tabs.all if tab.place != NOWHERE)
        current = tabs.index(self.place) if self.place in tabs else 0
        return self.view.columns(RememberedPane(tabs=tabs, current=current, tree=self.tree.isVisibleTo(self)))

    def restore(self, remembered: RememberedPane, start: Place) -> None:
        """Show what was shown at the last end; `start` if that was nothing. Connects nowhere."""
        self.view.set_columns(remembered)
        places: Sequence[Place] = remembered.tabs[:MOST_TABS] or ((start,) if start != NOWHERE else ())
        for number, place in enumerate(places):
            tab = self.tab if number == 0 else self._add_tab()
            tab.view.set_columns(remembered)
            tab.remember(place)
            self.tabs.name(tab)
        self.tabs.choose_number(remembered.current)
        self.show_tree(remembered.tree)
        if self.isVisible():
            self.tab.wake()
        self._show_place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tab.wake()
        self._show_place()

    def sizeHint(self) -> QSize:
        return QSize(480, 480)
