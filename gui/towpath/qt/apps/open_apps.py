"""The web applications of the chosen connection: those that are open, and the way to others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.model.text import printable
from towpath.model.web_address import read_web_address, rewritten
from towpath.model.web_app import WebAppState
from towpath.model.words import as_sentence
from towpath.qt.forward_words import ends, far_name
from towpath.qt.glyph import Glyph, StatusLabel
from towpath.qt.icons import icon
from towpath.qt.menu_text import menu_text
from towpath.qt.status import word
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled, tool_tip
from towpath.qt.tool_button import ToolButton, name_button, tool_button
from towpath.qt.web_app_words import KIND_SIGNS, app_name

MOST_RECENT = 12
_NARROWEST = 80


class OpenApps(QWidget):
    """A row for each that is open; the others are in a menu."""

    open_asked = Signal()
    """Somebody wants to open another."""
    show_asked = Signal(str)
    """Carries an id: show it again, or open it again."""
    end_asked = Signal(str)
    forget_asked = Signal(object)
    """Carries ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _Row] = {}
        self._recent: tuple[WebAppState, ...] = ()
        self.none = MutedLabel(
            self.tr("None is open. Paste the address of a Jupyter, say, and see it in the browser here.")
        )
        self.none.setWordWrap(True)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE // 2)
        self.open_button = QPushButton(icon("add"), self.tr("Open a &web app…"))
        self.open_button.setObjectName("open-web-app")
        self.open_button.clicked.connect(self.open_asked)
        self.recent_button = ToolButton()
        self.recent_button.setObjectName("recent-web-apps")
        self.recent_button.setText(self.tr("Recent"))
        self.recent_button.setIcon(icon("clock"))
        self.recent_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.recent_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.recent_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        name_button(self.recent_button, self.tr("Web apps opened lately"))
        menu = QMenu(self.recent_button)
        menu.setObjectName("recent-web-apps-menu")
        menu.aboutToShow.connect(self._fill)
        self.recent_button.setMenu(menu)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.recent_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(self._list)
        layout.addWidget(self.none)
        layout.addLayout(buttons)

    def show_apps(self, state: ConnectionState, apps: Iterable[WebAppState]) -> None:
        """Those of this connection."""
        mine = [app for app in apps if app.app.connection == state.connection.id]
        forwards = {one.forward.id: one for one in state.forwards}
        wanted = {app.app.id: app for app in mine if app.is_open}
        for gone in self._rows.keys() - wanted.keys():
            row = self._rows.pop(gone)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for app_id, app in wanted.items():
            if app_id not in self._rows:
                self._rows[app_id] = row = _Row(app)
                row.show_asked.connect(self.show_asked)
                row.end_asked.connect(self.end_asked)
                self._list.addWidget(row)
            self._rows[app_id].show_app(app, forwards.get(app.forward), far_name(state.connection))
        self._recent = tuple(app for app in mine if not app.is_open)[:MOST_RECENT]
        self.none.setVisible(not wanted)
        self.recent_button.setVisible(bool(self._recent))

    def _fill(self) -> None:
        menu = self.recent_button.menu()
        menu.clear()
        for app in self._recent:
            action = menu.addAction(icon(KIND_SIGNS[app.app.kind]), menu_text(app_name(app)))
            action.setObjectName(f"recent-web-app-{app.app.id}")
            action.triggered.connect(partial(self.show_asked.emit, app.app.id))
        menu.addSeparator()
        forget = menu.addAction(self.tr("Forget these"))
        forget.setObjectName("forget-web-apps")
        forget.triggered.connect(partial(self.forget_asked.emit, tuple(app.app.id for app in self._recent)))


class _Row(QWidget):
    """One that is open: its name, where it is here, how its forward does, and what one can do with it."""

    show_asked = Signal(str)
    end_asked = Signal(str)

    def __init__(self, app: WebAppState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        app_id, name = app.app.id, app_name(app)
        self.setObjectName(f"web-app-{app_id}")
        self.sign = Glyph(KIND_SIGNS[app.app.kind], 16)
        self.name = plain_label()
        self.name.setFont(scaled(self.font(), 1, strong=True))
        self.state = StatusLabel()
        self.state.setFont(scaled(self.font(), 0.85, strong=True))
        self.show_button = QPushButton(self.tr("Show"))
        self.show_button.setObjectName(f"show-{app_id}")
        self.show_button.setAccessibleName(self.tr("Show {name}").format(name=name))
        self.show_button.clicked.connect(lambda: self.show_asked.emit(app_id))
        copy_text = self.tr("Copy the address, without its token")
        self.copy_button = tool_button(f"copy-{app_id}", "copy", copy_text, self._copy)
        self.end_button = QPushButton(self.tr("End"))
        self.end_button.setObjectName(f"end-{app_id}")
        self.end_button.setAccessibleName(self.tr("End {name}").format(name=name))
        self.end_button.setToolTip(self.tr("Takes the way there away; the program there goes on"))
        self.end_button.clicked.connect(lambda: self.end_asked.emit(app_id))
        self.way = MutedLabel()
        self.way.setWordWrap(True)
        self.way.setFont(scaled(self.font(), 0.92))
        self.reason = plain_label()
        first = QHBoxLayout()
        first.setSpacing(SPACE)
        first.addWidget(self.sign)
        first.addWidget(self.name, 1)
        for button in (self.state, self.show_button, self.end_button):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(SPACE)
        second.addWidget(self.way, 1)
        second.addWidget(self.copy_button)
        below = QVBoxLayout()
        below.setContentsMargins(16 + SPACE, 0, 0, 0)
        below.setSpacing(2)
        below.addLayout(second)
        below.addWidget(self.reason)
        for label in (self.name, self.way, self.reason):
            label.setMinimumWidth(_NARROWEST)  # a long name must not push the buttons out of sight
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE // 2, 0, SPACE // 2)
        layout.setSpacing(2)
        layout.addLayout(first)
        layout.addLayout(below)

    def show_app(self, app: WebAppState, forward: ForwardState | None, far: str) -> None:
        """Its forward may be still on its way, or gone for a moment."""
        self._app = app
        name = app_name(app)
        self.name.setText(name)
        self.name.setToolTip(tool_tip(name))
        status = forward.status if forward else Status.OFF
        self.state.show_status(status)
        self.name.setAccessibleName(f"{name}, {word(status)}")
        self.way.setText(printable(ends(forward.forward, forward.listens, far)) if forward else "")
        told = as_sentence(forward.problem) if forward and forward.problem else ""
        self.reason.setText(told)
        self.reason.setVisible(bool(told))

    def _copy(self) -> None:
        here = rewritten(read_web_address(self._app.app.address), self._app.port)
        QApplication.clipboard().setText(here.value)
