"""Web applications in the tray's menu: what is open, what was lately, and the way to another."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu

from towpath.model.state import Snapshot, Status
from towpath.model.web_app import EndWebApp, ForgetWebApps, OpenWebAppAgain, WebAppCommand, WebAppState
from towpath.qt.icons import icon, status_icon
from towpath.qt.menu_text import menu_text
from towpath.qt.status import word
from towpath.qt.web_app_words import KIND_SIGNS, app_name, status_of

MOST_RECENT = 8
"""Of those that are not open."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrayApps", text)


class TrayApps:
    """A submenu that is changed in place. Hidden while there is no connection that one could be opened through."""

    def __init__(
        self, menu: QMenu, before: QAction, submit: Callable[[WebAppCommand], None], open_asked: SignalInstance
    ) -> None:
        self.submit = submit
        self.over_bus = False
        self._shown: tuple[object, ...] = ()
        self._items: dict[str, _Item] = {}
        self.menu = QMenu(menu)
        self.entry = menu.insertMenu(before, self.menu)
        self.entry.setObjectName("tray-apps")
        self.entry.setIcon(icon("web-app"))
        another = self.menu.addAction(icon("add"), _tr("Open a web app…"))
        another.setObjectName("tray-app-open")
        another.triggered.connect(open_asked)
        self._before_items = self.menu.addSeparator()
        self._after_items = self.menu.addSeparator()
        self._forget = self.menu.addAction(_tr("Forget those that are not open"))
        self._forget.setObjectName("tray-apps-forget")
        self._forget.triggered.connect(lambda: self.submit(ForgetWebApps()))

    def refresh(self, snapshot: Snapshot, *, over_bus: bool) -> None:
        """Show the snapshot; panels are told only of what is new."""
        recent = [app for app in snapshot.web_apps if not app.is_open][:MOST_RECENT]
        apps = [app for app in snapshot.web_apps if app.is_open or app in recent]
        statuses = [status_of(snapshot, app) for app in apps]
        shown = (apps, statuses, bool(snapshot.connections), over_bus)
        if shown == self._shown:
            return
        self._shown, self.over_bus = shown, over_bus
        self.entry.setVisible(bool(apps or snapshot.connections))
        count = sum(app.is_open for app in apps)
        title = _tr("Web apps — {n} open").format(n=count) if count else _tr("Web apps")
        self.menu.setTitle(self.text(title))
        self._before_items.setVisible(bool(apps))
        for action in (self._after_items, self._forget):
            action.setVisible(bool(recent))
        self._show_items(dict(zip((app.app.id for app in apps), zip(apps, statuses, strict=True), strict=True)))

    def _show_items(self, wanted: dict[str, tuple[WebAppState, Status]]) -> None:
        """Those that stay where they are keep their identity."""
        for app_id, item in list(self._items.items()):
            if app_id not in wanted or not item.fits(wanted[app_id][0]):
                self._items.pop(app_id).remove(self.menu)
        stays = [app_id for app_id in self._items if app_id in wanted] == [one for one in wanted if one in self._items]
        before = self._after_items
        for app_id, (app, status) in reversed(wanted.items()):
            known = self._items.get(app_id)
            if known is None:
                self._items[app_id] = known = _Item(self.menu, before, self, app)
            elif not stays:
                self.menu.insertAction(before, known.entry)
            known.refresh(app, status)
            before = known.entry
        self._items = {app_id: self._items[app_id] for app_id in wanted}

    def text(self, text: str) -> str:
        """As the panel that shows it wants it."""
        return menu_text(text, over_bus=self.over_bus)


class _Item:
    """One that is open is a submenu; a click on any other opens it."""

    def __init__(self, menu: QMenu, before: QAction, owner: TrayApps, app: WebAppState) -> None:
        self._owner = owner
        self._id = app.app.id
        self._submenu: QMenu | None = None
        self._sign: Status | None = None
        if app.is_open:
            self._submenu = QMenu(menu)
            self.entry = menu.insertMenu(before, self._submenu)
            self._act(icon("browser"), _tr("Show again"), "show").triggered.connect(self._show)
            self._act(icon("stop"), _tr("End"), "end").triggered.connect(self._end)
        else:
            self.entry = QAction(icon(KIND_SIGNS[app.app.kind]), "", menu)
            menu.insertAction(before, self.entry)
            self.entry.triggered.connect(self._show)
        self.entry.setObjectName(f"tray-app-{self._id}")

    def fits(self, app: WebAppState) -> bool:
        """Whether the kind of item is still the right one."""
        return (self._submenu is not None) == app.is_open

    def remove(self, menu: QMenu) -> None:
        """Take it out of the menu."""
        menu.removeAction(self.entry)
        (self._submenu or self.entry).deleteLater()

    def refresh(self, app: WebAppState, status: Status) -> None:
        """Bring its text up to date, and what says that it is open."""
        name = app_name(app)
        if self._submenu is None:
            self.entry.setText(self._owner.text(name))
            return
        self._submenu.setTitle(self._owner.text(f"{name} — {word(status)}"))
        if status is not self._sign:
            self._sign = status
            self._submenu.setIcon(status_icon(status))

    def _act(self, sign: QIcon, text: str, name: str) -> QAction:
        assert self._submenu is not None
        action = self._submenu.addAction(sign, text)
        action.setObjectName(f"tray-app-{self._id}-{name}")
        return action

    def _show(self) -> None:
        self._owner.submit(OpenWebAppAgain(request=uuid.uuid4().hex, id=self._id))

    def _end(self) -> None:
        self._owner.submit(EndWebApp(id=self._id))
