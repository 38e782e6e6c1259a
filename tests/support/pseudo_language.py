"""A language that shows at a glance which texts were looked up: ⟦Ṣẹṭṭịṇg̣ṣ~~~⟧ is each of them, longer, and readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

from resources.translations import ts_file
from resources.translations.make import compile_it
from resources.translations.texts import all_texts

LONGER = 0.4
"""What German may need more than English."""
_ACCENTED = str.maketrans("aceiosuyAEIOSU", "áçéíöšúýÁÉÍÖŠÚ")


def pseudo(text: str) -> str:
    """`text` in that language: its places, keys and line ends as they are."""
    parts = re.split(r"({\w*}|&.|\n)", text)
    accented = "".join(part if number % 2 else part.translate(_ACCENTED) for number, part in enumerate(parts))
    return f"⟦{accented}{'~' * round(len(text) * LONGER)}⟧"


def speak_pseudo(app: QCoreApplication, folder: Path) -> QTranslator:
    """From now on, until it is removed; through the same files as any language."""
    texts = all_texts()
    source, compiled = folder / "towpath_pseudo.ts", folder / "towpath_pseudo.qm"
    ts_file.write(source, "eo", texts, {text: pseudo(text.source) for text in texts})
    compile_it(source, compiled)
    translator = QTranslator(app)
    assert translator.load(str(compiled))
    app.installTranslator(translator)
    return translator


def texts_of(top: QWidget) -> Iterator[str]:
    """All that is to be read on a window, and what a screen reader says of it."""
    for widget in (top, *top.findChildren(QWidget)):
        if widget.isVisibleTo(top) or widget is top:
            yield from (text for text in _texts_on(widget) if text)


def _texts_on(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
        case QGroupBox():
            yield widget.title()
        case QMenu():
            yield from (action.text() for action in widget.actions())
        case QHeaderView():
            model = widget.model()
            for number in range(widget.count()):
                yield str(model.headerData(number, widget.orientation(), Qt.ItemDataRole.DisplayRole) or "")
        case QAbstractItemView() if isinstance(widget.model(), QAbstractItemModel):
            yield from _texts_in(widget)


def _texts_in(view: QAbstractItemView) -> Iterator[str]:
    """Of the rows at the top."""
    model, root = view.model(), view.rootIndex()
    columns = model.columnCount(root) if isinstance(view, QTreeView | QTableView) else 1
    for row in range(min(model.rowCount(root), 50)):
        for column in range(columns):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                text = model.index(row, column, root).data(role)
                if isinstance(text, str):
                    yield text
