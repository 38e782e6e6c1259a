"""Paints the cells of a folder's list, and edits a name in its place.

Everything that is the same for all cells is prepared once for each painting of the view (`prepare`); a cell then takes
some microseconds, and thirty rows a few milliseconds even while other threads keep the interpreter busy.
"""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from towpath.qt.colours import Colours
from towpath.qt.files.columns import FIXED_WIDTH, RIGHT, Column, cells, target_text
from towpath.qt.files.comparison import Mark
from towpath.qt.files.folder_model import FolderModel, Index
from towpath.qt.files.name_editor import NameEditor
from towpath.qt.files.row import Row
from towpath.qt.icons import ENTRY_SIGNS, draw_icon
from towpath.qt.theme import SPACE, colours, fixed_font

GLYPH = 16
"""Side of the sign in front of a name, in device-independent pixels."""
_PADDING = SPACE // 2 + 2
_MARK_COLOUR = {
    Mark.ONLY_HERE: "asking",
    Mark.NEWER: "good",
    Mark.OLDER: "warning",
    Mark.DIFFERENT: "bad",
    Mark.SAME: "muted",
}
_TINT = 34
"""Of 255: how much of a mark's colour its row has behind the texts."""
_FAINT = 0.5
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class _Ink(msgspec.Struct, frozen=True):
    """The colours of one painting."""

    text: QColor
    muted: QColor
    accent: QColor
    selected: QColor
    drop: QColor
    marks: dict[Mark, QColor]
    tints: dict[Mark, QColor]


class CellDelegate(QStyledItemDelegate):
    """Knows the model's rows; the model's `data` is not asked."""

    renamed = Signal(object, bytes)
    """An `Entry` and the name it shall have."""

    def __init__(self, model: FolderModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.faint: frozenset[bytes] = frozenset()
        """Names that are about to be moved away."""
        self._glyphs: dict[tuple[str, str, float], QPixmap] = {}
        self.prepare(parent, current=-1, drop_row=-1)

    def prepare(self, view: QWidget, *, current: int, drop_row: int) -> None:
        """The view is about to be painted; `current` and `drop_row` are the rows with the keyboard's frame and below
        a drag."""
        self._current, self._drop_row = current, drop_row
        self._all_faint = not view.isEnabled()
        self._scheme = colours(view.palette())
        self._ink = _ink(self._scheme, active=view.hasFocus())
        self._ratio = view.devicePixelRatioF()
        self._font = view.font()
        self._metrics = QFontMetrics(self._font)
        self._fixed = fixed_font(self._font)
        self._fixed_metrics = QFontMetrics(self._fixed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number, column = index.row(), index.column()
        row, rectangle, ink = self._model.shown[number], option.rect, self._ink
        faint = self._all_faint or row.entry.name in self.faint
        if row.mark:
            painter.fillRect(rectangle, ink.tints[row.mark])
        if number == self._drop_row:
            painter.fillRect(rectangle, ink.drop)
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rectangle, ink.selected)
        if number in (self._current, self._drop_row):
            # No lines: at the view's edge, half of one may be cut off.
            painter.fillRect(rectangle.left(), rectangle.top(), rectangle.width(), 1, ink.accent)
            painter.fillRect(rectangle.left(), rectangle.bottom(), rectangle.width(), 1, ink.accent)
        room = rectangle.adjusted(_PADDING, 0, -_PADDING, 0)
        if faint:
            painter.setOpacity(_FAINT)
        if column == Column.NAME:
            self._paint_name(painter, room, row)
        else:
            self._paint_text(painter, room, row, column)
        if faint:
            painter.setOpacity(1)

    def _paint_text(self, painter: QPainter, room: QRect, row: Row, column: int) -> None:
        ink = self._ink
        text = cells(row)[column]
        if text:
            fixed = column in FIXED_WIDTH
            painter.setFont(self._fixed if fixed else self._font)
            painter.setPen(ink.marks[row.mark] if column == Column.COMPARISON and row.mark else ink.muted)
            metrics = self._fixed_metrics if fixed else self._metrics
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _RIGHT if column in RIGHT else _LEFT, shown)

    def _paint_name(self, painter: QPainter, room: QRect, row: Row) -> None:
        glyph = self._glyph(row)
        painter.drawPixmap(room.left(), room.top() + (room.height() - GLYPH) // 2, glyph)
        painter.setFont(self._font)
        painter.setPen(self._ink.text)
        room.setLeft(room.left() + GLYPH + _PADDING)
        # The end of a name tells as much as its beginning.
        shown = self._metrics.elidedText(row.text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, _LEFT, shown)
        if row.entry.target is not None:
            room.setLeft(room.left() + self._metrics.horizontalAdvance(shown) + _PADDING)
            painter.setPen(self._ink.muted)
            target = f"→ {target_text(row.entry)}"
            painter.drawText(room, _LEFT, self._metrics.elidedText(target, Qt.TextElideMode.ElideRight, room.width()))

    def _glyph(self, row: Row) -> QPixmap:
        """Drawn once for each kind, colour and scale."""
        colour = self._scheme.accent if row.is_folder else self._scheme.muted
        key = (ENTRY_SIGNS[row.entry.attributes.kind], colour, self._ratio)
        if key not in self._glyphs:
            pixmap = QPixmap(round(GLYPH * self._ratio), round(GLYPH * self._ratio))
            pixmap.setDevicePixelRatio(self._ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw_icon(painter, key[0], QRectF(0, 0, GLYPH, GLYPH), QColor(colour))
            painter.end()
            self._glyphs[key] = pixmap
        return self._glyphs[key]

    # --- a name in its place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row = self._model.shown[index.row()]
        return NameEditor(row.entry, row.text, parent)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(GLYPH + 2 * _PADDING - 4, 0, 0, 0))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor has its text from the beginning, and keeps it whatever happens to the list."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, NameEditor)
        if (name := editor.new_name()) is not None:
            self.renamed.emit(editor.entry, name)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter with an impossible name leaves the editor open, with the reason below it."""
        if isinstance(editor, NameEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and editor.objection:
                editor.refuse()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # would edit the next cell
                return True
        return super().eventFilter(editor, event)


def _ink(scheme: Colours, *, active: bool) -> _Ink:
    selected = QColor(scheme.selected if active else scheme.line)
    if not active:
        selected.setAlpha(130)
    marks = {mark: QColor(getattr(scheme, name)) for mark, name in _MARK_COLOUR.items()}
    tints = {mark: QColor(colour) for mark, colour in marks.items()}
    for mark, tint in tints.items():
        tint.setAlpha(0 if mark is Mark.SAME else _TINT)
    return _Ink(
        text=QColor(scheme.text),
        muted=QColor(scheme.muted),
        accent=QColor(scheme.accent),
        selected=selected,
        drop=QColor(scheme.selected),
        marks=marks,
        tints=tints,
    )
