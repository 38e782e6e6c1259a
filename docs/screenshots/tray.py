"""The tray's menu, and its icons in the sizes that panels use."""

from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.connection import Connection, Hop
from towpath.model.settings import Appearance
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.qt.bridge import Bridge
from towpath.qt.icons import TRAY_SIZES, app_icon
from towpath.qt.tray_icon import GLYPHS, tray_icon
from towpath.qt.tray_menu import TrayMenu

ROW = 56


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    snapshot = Snapshot(connections=connections())
    tray = _tray(snapshot)
    studio.save(tray.menu, "tray-menu", tray.menu.sizeHint())
    several = next(menu for menu in map(_submenu, tray.menu.actions()) if menu)
    browser = _submenu(_named(tray, "tray-browser"))
    assert browser
    studio.save(several, "tray-submenu", several.sizeHint())
    studio.save(browser, "tray-browser", browser.sizeHint())
    many = _tray(_many(snapshot))
    studio.save(many.menu, "tray-many", many.menu.sizeHint())
    studio.save(_icons(dark=studio.scheme is Appearance.DARK), "tray-icons")


def _tray(snapshot: Snapshot) -> TrayMenu:
    tray = TrayMenu(Bridge(Canned(snapshot)))
    tray.refresh(snapshot, transfers="Transfers: 45 %, 12 MB/s, 2 min left" if snapshot.to_bring_back else "")
    return tray


def _named(tray: TrayMenu, name: str) -> QAction:
    return next(action for action in tray.menu.actions() if action.objectName() == name)


def _submenu(action: QAction) -> QMenu | None:
    menu = action.menu()
    return menu if isinstance(menu, QMenu) else None


def _many(snapshot: Snapshot) -> Snapshot:
    """More connections than a menu holds, some of them favourites, and some to be brought back."""
    others = [
        ConnectionState(
            connection=Connection(
                id=f"node{n}", name=f"node-{n:02}", target=Hop(host=f"node-{n:02}"), favourite=n > 18
            ),
            status=Status.UP if n % 3 == 0 else Status.OFF,
        )
        for n in range(1, 21)
    ]
    return replace(snapshot, connections=tuple(others), to_bring_back=("node1", "node2", "node4"))


def _icons(*, dark: bool) -> QWidget:
    """The icon for each state, and with the bar of the transfers, as large as panels show it, on a panel's colours."""
    rows = [tray_icon(status) for status in {name: status for status, name in GLYPHS.items()}.values()]
    rows += [tray_icon(Status.UP, step) for step in (1, 6, 11)] + [app_icon()]
    picture = QPixmap(640, ROW * len(rows))
    picture.fill(QColor("#202020" if dark else "#f0f0f0"))
    painter = QPainter(picture)
    painter.fillRect(320, 0, 320, picture.height(), QColor("#808080"))
    for number, icon in enumerate(rows):
        for left in (10, 330):
            _draw(painter, icon, left, ROW * number)
    painter.end()
    label = QLabel()
    label.setPixmap(picture)
    return label


def _draw(painter: QPainter, icon: QIcon, left: int, top: int) -> None:
    for size in TRAY_SIZES[:5]:
        painter.drawPixmap(QPoint(left, top + (ROW - size) // 2), icon.pixmap(size, size))
        left += size + 20
