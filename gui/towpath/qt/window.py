"""The main window: a rail with the pages that exist, notices on top, the overall state at the bottom."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QMoveEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from towpath.model.remembered import Remembered
from towpath.model.state import Status
from towpath.qt.amounts import total_rates
from towpath.qt.banner import Banner, Notices
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.bring_back import BringBackBanner
from towpath.qt.connections.page import ConnectionsPage
from towpath.qt.files.memory import Memory
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.status import active, overall_status, overall_text
from towpath.qt.theme import SPACE, MutedLabel, Theme, scaled

if TYPE_CHECKING:
    from towpath.qt.activity.page import ActivityPage
    from towpath.qt.browser.page import BrowserPage
    from towpath.qt.files.page import FilesPage
    from towpath.qt.keys.page import KeysPage
    from towpath.qt.settings.page import SettingsPage

    Page = ConnectionsPage | FilesPage | BrowserPage | KeysPage | ActivityPage | SettingsPage

_Made = TypeVar("_Made", bound="Page")
CONNECTIONS, FILES, BROWSER, KEYS, ACTIVITY, SETTINGS = range(6)
"""The pages' places in the rail."""
SESSION_END_MS = 60_000
"""A session that has not ended by then goes on."""


class MainWindow(QMainWindow):
    """Closing it leaves the program in the tray. Where there is no tray, closing it quits, after a word if needed.
    Its pages but the first are made when they are first needed.

    `program` is how other programs call this one for the profile in use.
    """

    quit = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        *,
        tray_shown: Callable[[], bool],
        banner: str = "",
        program: Sequence[str] = ("towpath",),
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._theme = theme
        theme.follow(bridge.snapshot.settings)
        self._tray_shown = tray_shown
        self._session_ends = False
        self.setObjectName("main-window")
        self.setWindowTitle("Towpath")
        self.resize(QSize(1200, 780).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(QSize(780, 460))
        self.notices = Notices()
        self.memory = Memory(bridge, self)
        self.pages = QStackedWidget()
        self._placeholders = [QWidget() for _ in range(SETTINGS + 1)]
        for placeholder in self._placeholders:
            self.pages.addWidget(placeholder)
        self.connections = self._placed(CONNECTIONS, ConnectionsPage(bridge, program))
        self._rail_buttons = QButtonGroup(self)
        rail = self._make_rail()

        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QWidget()
        self._top = QVBoxLayout(top)
        self._top.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 0)
        self._top.setSpacing(SPACE)
        if banner:
            self._top.addWidget(Banner(banner, sign="info", closable=False))
        self._top.addWidget(BringBackBanner(bridge))
        self._top.addWidget(self.notices)
        column.addWidget(top)
        column.addWidget(self.pages, 1)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(right, 1)
        self.setCentralWidget(central)

        self._state_sign = Glyph(Status.OFF, 16)
        self._state_text = QLabel()
        self._state_text.setTextFormat(Qt.TextFormat.PlainText)
        self._state_text.setObjectName("overall-state")
        self.statusBar().addWidget(self._state_sign)
        self.statusBar().addWidget(self._state_text, 1)
        self.rates = MutedLabel()
        self.rates.setObjectName("total-rates")
        self.rates.setToolTip(self.tr("What goes through all forwards now: received and sent"))
        self.statusBar().addPermanentWidget(self.rates)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(SPACE, 2, SPACE, 2)
        leave = QShortcut(self)
        leave.activated.connect(self.quit)
        bridge.shortcuts.bind("window.quit", leave)
        all_keys = QShortcut(self)
        all_keys.activated.connect(self.show_shortcuts)
        bridge.shortcuts.bind("window.shortcuts", all_keys)
        open_app = QShortcut(self)
        open_app.activated.connect(self.open_web_app)
        bridge.shortcuts.bind("window.web-app", open_app)
        self.connections.browse_asked.connect(self.browse)
        self.connections.apps.told.connect(self.notices.tell)
        self.connections.line_asked.connect(self.show_known_host)
        self.connections.list.setFocus()
        self.memory.add(self._remember_geometry)
        if geometry := bridge.snapshot.remembered.geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    # --- pages

    @cached_property
    def files(self) -> FilesPage:
        """The two panes."""
        from towpath.qt.files.page import FilesPage

        return self._placed(FILES, FilesPage(self._bridge, self.memory))

    @cached_property
    def browser(self) -> BrowserPage:
        """The site rules."""
        from towpath.qt.browser.page import BrowserPage

        return self._placed(BROWSER, BrowserPage(self._bridge))

    @cached_property
    def keys(self) -> KeysPage:
        """Keys, known hosts and stored secrets."""
        from towpath.qt.keys.page import KeysPage

        page = self._placed(KEYS, KeysPage(self._bridge))
        page.show_connection.connect(self.show_connection)
        return page

    @cached_property
    def activity(self) -> ActivityPage:
        """What happened."""
        from towpath.qt.activity.page import ActivityPage

        page = self._placed(ACTIVITY, ActivityPage(self._bridge))
        page.show_connection.connect(self.show_connection)
        page.told.connect(self.notices.tell)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings."""
        from towpath.qt.settings.page import SettingsPage

        return self._placed(SETTINGS, SettingsPage(self._bridge))

    @property
    def shown_files(self) -> FilesPage | None:
        """The page of files, while it is the one that is shown."""
        return self.files if self.pages.currentIndex() == FILES else None

    def _placed(self, number: int, page: _Made) -> _Made:
        """Put a page where a placeholder was until now."""
        placeholder, shown = self._placeholders[number], self.pages.currentIndex()
        self.pages.insertWidget(number, page)
        self.pages.removeWidget(placeholder)
        placeholder.deleteLater()
        self.pages.setCurrentIndex(shown)
        page.failed.connect(self.notices.say)
        if number != FILES:  # where these keys go to the other pane
            self._bind_next_part(page, self._enter_rail)
        return page

    def _enter_rail(self) -> None:
        if button := self._rail_buttons.checkedButton():
            button.setFocus()

    def _bind_next_part(self, part: QWidget, go: Callable[[], None]) -> None:
        away = QShortcut(part)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(go)
        self._bridge.shortcuts.bind("window.next-part", away)

    # --- showing it

    def bring_up(self) -> None:
        """Show the window in front of everything."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_connection(self, connection_id: str) -> None:
        """Show the window with this connection chosen; with an empty id, the window as it is."""
        if connection_id:
            self.show_page(self.connections)
            self.connections.choose(connection_id)
        self.bring_up()

    def show_known_host(self, file: str, line: int) -> None:
        """Show this line of a known_hosts file."""
        self.show_page(self.keys)
        self.keys.show_known_host(file, line)
        self.keys.enter()

    def browse(self, connection_id: str) -> None:
        """Show the window with the files of a connection; with an empty id, the files as they are shown."""
        self.show_page(self.files)
        self.bring_up()
        if connection_id:
            self.files.open_connection(connection_id)
        else:
            self.files.focus_pane(self.files.active_pane)

    def quick_connect(self, url: str = "") -> None:
        """Show the files with Quick connect, filled in if there is an address; nothing connects by it."""
        self.show_page(self.files)
        self.bring_up()
        self.files.quick_connect_to(url)

    def open_web_app(self) -> None:
        """Show the window, and ask for the address of a web application."""
        self.bring_up()
        looked_at = self.connections.chosen if self.connections.isVisible() else None
        self.connections.apps.open(looked_at.connection.id if looked_at else "", chosen=False)

    def show_browser(self) -> None:
        """Show the window with the rules for sites."""
        self.show_page(self.browser)
        self.browser.enter()
        self.bring_up()

    def show_settings(self) -> None:
        """Show the window with the settings."""
        self.show_page(self.settings)
        self.bring_up()

    def show_shortcuts(self) -> None:
        """Show the list of all keys, where they can be changed."""
        self.show_page(self.settings)
        self.settings.show_section(self.settings.shortcuts)
        self.settings.shortcuts.list.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Go to a page, as the rail does."""
        number = self.pages.indexOf(page)
        self._rail_buttons.button(number).setChecked(True)
        self.pages.setCurrentIndex(number)

    def _enter(self, number: int) -> None:
        """Go to a page, with the keys: those of the page work only while they are in it."""
        pages: tuple[Callable[[], Page], ...] = (
            lambda: self.connections,
            lambda: self.files,
            lambda: self.browser,
            lambda: self.keys,
            lambda: self.activity,
            lambda: self.settings,
        )
        page = pages[number]()
        self.pages.setCurrentWidget(page)
        page.enter()

    def _make_rail(self) -> QFrame:
        rail = QFrame()
        rail.setObjectName("rail")
        layout = QVBoxLayout(rail)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._rail_button(0, "connections", "connections", self.tr("Connections")))
        layout.addWidget(self._rail_button(1, "files", "files", self.tr("Files")))
        layout.addWidget(self._rail_button(2, "browser", "compass", self.tr("Browser")))
        layout.addWidget(self._rail_button(3, "keys", "key", self.tr("Keys")))
        layout.addWidget(self._rail_button(4, "activity", "activity", self.tr("Activity")))
        layout.addStretch(1)
        layout.addWidget(self._rail_button(5, "settings", "settings", self.tr("Settings")))
        self._rail_buttons.idClicked.connect(self._enter)
        self._rail_buttons.button(0).setChecked(True)
        self._bind_next_part(rail, lambda: self._enter(self._rail_buttons.checkedId()))
        return rail

    def _rail_button(self, number: int, name: str, sign: str, text: str) -> QToolButton:
        button = _RailButton()
        button.setObjectName(f"rail-{name}")
        button.setText(text)
        button.setIcon(icon(sign))
        button.setIconSize(QSize(24, 24))
        button.setFont(scaled(button.font(), 0.85))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bridge.shortcuts.bind(f"window.{name}", button)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rail_buttons.addButton(button, number)
        return button

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        self._theme.follow(snapshot.settings)
        self.notices.show_notices(snapshot.notices)
        self._state_sign.show_what(overall_status(snapshot.connections))
        self._state_text.setText(overall_text(snapshot))
        self.rates.setText(total_rates(snapshot))

    def _remember_geometry(self, before: Remembered) -> Remembered:
        return replace(before, geometry=base64.b64encode(self.saveGeometry().data()).decode())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.memory.now()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.memory.later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.memory.later()

    def session_ends(self) -> None:
        """The desktop is about to end its session, unless somebody calls it off: ask nothing when it is closed."""

        def called_off() -> None:
            self._session_ends = False

        self._session_ends = True
        QTimer.singleShot(SESSION_END_MS, self, called_off)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._tray_shown() or self._session_ends:
            event.accept()
            return
        busy = [state for state in self._bridge.snapshot.connections if active(state.status)]
        if not busy:
            event.accept()
            self.quit.emit()
            return
        event.ignore()
        self._ask_to_quit(len(busy))

    def _ask_to_quit(self, busy: int) -> None:
        box = QMessageBox(self)
        box.setObjectName("quit")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Towpath")
        box.setText(self.tr("Disconnect and quit?"))
        one, many = self.tr("One connection is in use."), self.tr("{n} connections are in use.")
        no_tray = self.tr("This desktop has no tray to keep Towpath in; minimised, it goes on working.")
        box.setInformativeText(f"{one if busy == 1 else many.format(n=busy)} {no_tray}")
        quit_button = box.addButton(self.tr("&Quit"), QMessageBox.ButtonRole.DestructiveRole)
        minimise = box.addButton(self.tr("&Minimise"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(minimise)
        quit_button.clicked.connect(self.quit)
        minimise.clicked.connect(self.showMinimized)
        box.open()


class _RailButton(QToolButton):
    """Wide enough for its text in any size; by itself a tool button forgets the room around it, and elides."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(84, hint.width() + SPACE), hint.height())
