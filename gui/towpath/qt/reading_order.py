"""Tab goes the way one reads, also where parts of a page come and go.

Qt's own order is that in which widgets were made: what is made later (a tab, the buttons of a path) would come last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFormLayout,
    QLayout,
    QLayoutItem,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)


def focus_next(page: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next control of `page`, or beyond its end to the next one of the window."""
    now = QApplication.focusWidget()
    order = list(_controls(page))
    if now is None or now not in order:
        return False
    at = order.index(now) + (1 if forward else -1)
    goal = order[at] if 0 <= at < len(order) else _outside(page, order[-1] if forward else order[0], forward=forward)
    if goal is None:
        goal = order[0] if forward else order[-1]
    goal.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _controls(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus in here, as it is arranged."""
    if not widget.isVisible():
        return
    if _takes_tab(widget):
        yield widget
    if not isinstance(widget, (QAbstractItemView, QTabBar)):  # they have keys of their own inside
        for child in _children(widget):
            yield from _controls(child)


def _children(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if isinstance(widget, (QSplitter, QStackedWidget)):
        inside = (widget.widget(number) for number in range(widget.count()))
        yield from (one for one in inside if one is not None)
    elif isinstance(widget, QTabWidget):
        yield widget.tabBar()
        if widget.count():
            yield widget.currentWidget()
    elif layout is not None:
        yield from _arranged(layout)
    else:
        yield from (child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow())


def _arranged(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        inner = item.layout() if item is not None else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _arranged(inner)


def _items(layout: QLayout) -> Iterator[QLayoutItem | None]:
    if isinstance(layout, QFormLayout):  # counts its items in the order in which they came
        for row in range(layout.rowCount()):
            spanning = layout.itemAt(row, QFormLayout.ItemRole.SpanningRole)
            yield spanning or layout.itemAt(row, QFormLayout.ItemRole.FieldRole)
    else:
        yield from (layout.itemAt(number) for number in range(layout.count()))


def _outside(page: QWidget, end: QWidget, *, forward: bool) -> QWidget | None:
    one = end.nextInFocusChain() if forward else end.previousInFocusChain()
    while one is not None and one is not end:
        if _takes_tab(one) and not page.isAncestorOf(one) and one is not page:
            return one
        one = one.nextInFocusChain() if forward else one.previousInFocusChain()
    return None
