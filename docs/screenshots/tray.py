"""The tray's menu, and its icons in the sizes that panels use."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from docs.screenshots.canned import Canned
from docs.screenshots.connections import connections
from docs.screenshots.studio import Studio
from towpath.model.settings import Appearance
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge
from towpath.qt.icons import TRAY_SIZES, app_icon
from towpath.qt.tray_icon import GLYPHS
from towpath.qt.tray_menu import TrayMenu


def take(studio: Studio) -> None:
    """All of them in the studio's scheme."""
    snapshot = Snapshot(connections=connections())
    tray = TrayMenu(Bridge(Canned(snapshot)))
    tray.refresh(snapshot)
    submenus = [menu for action in tray.menu.actions() if isinstance(menu := action.menu(), QMenu)]
    studio.save(tray.menu, "tray-menu", tray.menu.sizeHint())
    studio.save(submenus[0], "tray-submenu", submenus[0].sizeHint())
    studio.save(submenus[-1], "tray-browser", submenus[-1].sizeHint())
    studio.save(_icons(dark=studio.scheme is Appearance.DARK), "tray-icons")


def _icons(*, dark: bool) -> QWidget:
    """The tray's glyphs in the sizes that panels use, on a panel's colour."""
    names = [*dict.fromkeys(GLYPHS.values()), "towpath"]
    picture = QPixmap(360, 56 * len(names))
    picture.fill(QColor("#20242b" if dark else "#e9ecf0"))
    painter = QPainter(picture)
    for row, name in enumerate(names):
        x = 10
        for size in TRAY_SIZES[:5]:
            painter.drawPixmap(QPoint(x, 56 * row + (56 - size) // 2), app_icon(name).pixmap(size, size))
            x += size + 20
    painter.end()
    label = QLabel()
    label.setPixmap(picture)
    return label
