"""Icons from `resources/icons`, drawn in the colour that text has right now, so that they follow light and dark."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from towpath.model.filesystem import FileKind
from towpath.model.state import Status
from towpath.qt.resources import mark, svg
from towpath.qt.theme import status_colour

TRAY_SIZES = (16, 22, 24, 32, 48, 64)
APP_SIZES = (*TRAY_SIZES, 128, 256)
SMALL_UP_TO = 24
"""Pixels up to which Towpath's own icon is the simpler drawing."""
ENTRY_SIGNS = {FileKind.FILE: "file", FileKind.FOLDER: "folder", FileKind.LINK: "chain", FileKind.OTHER: "device"}


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """An icon for buttons and menus; `on_accent` for the button that stands out."""
    return QIcon(_SvgEngine(name, QPalette.ColorRole.HighlightedText if on_accent else QPalette.ColorRole.ButtonText))


def status_icon(status: Status) -> QIcon:
    """The state's own shape, in its own colour."""
    return QIcon(_SvgEngine(f"state-{status}", status))


def entry_icon(kind: FileKind) -> QIcon:
    """What stands before a name in a list: folders have a colour of their own, to be found at a glance."""
    role = QPalette.ColorRole.Link if kind is FileKind.FOLDER else QPalette.ColorRole.PlaceholderText
    return QIcon(_SvgEngine(ENTRY_SIGNS[kind], role))


def app_icon(name: str = "") -> QIcon:
    """An icon with its own colours (by default Towpath's), as pixmaps: panels ask for sizes and cannot call us back."""
    result = QIcon()
    for size in TRAY_SIZES if name else APP_SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        text = svg(name) if name else mark(small=size <= SMALL_UP_TO)
        QSvgRenderer(text.encode()).render(painter, QRectF(0, 0, size, size))
        painter.end()
        result.addPixmap(pixmap)
    return result


def draw_icon(painter: QPainter, name: str, where: QRectF, colour: QColor) -> None:
    """Paint an icon in one colour, centred and as large as fits."""
    side = min(where.width(), where.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(where.center())
    _renderer(name, colour.rgb()).render(painter, square)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: int) -> QSvgRenderer:
    """Reading an icon takes longer than painting it, and lists paint many."""
    return QSvgRenderer(svg(name).replace("currentColor", QColor(colour).name()).encode())


class _SvgEngine(QIconEngine):
    """Replaces `currentColor` at each painting by a colour of the palette, or by that of a state."""

    def __init__(self, name: str, ink: QPalette.ColorRole | Status) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw_icon(painter, self._name, QRectF(rect), self._colour(mode))

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if isinstance(self._ink, Status):
            return status_colour(self._ink, palette)
        return palette.color(self._ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        colour = self._colour(mode)
        key = f"{self._name} {colour.rgb()} {size.width()} {size.height()} {scale}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = QPixmap(size * scale)
            pixmap.setDevicePixelRatio(scale)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw_icon(painter, self._name, QRectF(QRect(QPoint(0, 0), size)), colour)
            painter.end()
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._ink)
