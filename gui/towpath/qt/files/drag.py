"""Dragging files out of a pane."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from towpath.qt.files.file_words import several
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.mime import Parcel, pack
from towpath.qt.files.places import child, is_folder
from towpath.qt.icons import draw_icon
from towpath.qt.theme import SPACE, colours

_ICON = 16
_WIDEST = 240
_POINTER = QPoint(-2 * SPACE, -SPACE)
"""Seen from the picture: it must not hide what is dropped on."""


def parcel_of(view: FolderView, *, cut: bool = False) -> Parcel:
    """What is selected in a list."""
    place = view.place
    return Parcel(tuple(child(place, entry.name) for entry in view.selected()) if place else (), cut=cut)


def start_drag(view: FolderView) -> None:
    """Until the button is let go of, in an event loop of Qt's own: the window goes on meanwhile.

    Only copying is offered: a file manager that may choose would move files of the same disk away. Whether a pane of
    ours moves is its own to say, by Shift.
    """
    entries = view.selected()
    if not entries:
        return
    drag = QDrag(view)
    drag.setMimeData(pack(parcel_of(view)))
    sign = "folder" if any(map(is_folder, entries)) else "file"
    drag.setPixmap(picture(several([entry.name for entry in entries]), sign, view))
    drag.setHotSpot(_POINTER)
    drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)


def picture(text: str, sign: str, view: QWidget) -> QPixmap:
    """What the pointer carries."""
    metrics = QFontMetricsF(view.font())
    text = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, _WIDEST)
    ground = QRectF(0, 0, round(_ICON + 3 * SPACE + metrics.horizontalAdvance(text)), round(metrics.height()) + SPACE)
    ratio = view.devicePixelRatioF()
    pixmap = QPixmap(QSize(round(ground.width() * ratio), round(ground.height() * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    scheme, ink = colours(view.palette()), view.palette().color(QPalette.ColorRole.Text)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(view.font())
    painter.setPen(QPen(QColor(scheme.accent), 1))
    painter.setBrush(QColor(scheme.raised))
    painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    draw_icon(painter, sign, QRectF(SPACE, 0, _ICON, ground.height()), ink)
    painter.setPen(ink)
    room = ground.adjusted(_ICON + 2 * SPACE, 0, 0, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.end()
    return pixmap
