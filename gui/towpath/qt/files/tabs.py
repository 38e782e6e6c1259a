"""The tabs of a pane: their handles in a row, which may stand anywhere, and the lists themselves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QWidget

from towpath.model.transfer import Place
from towpath.qt.files.tab import PaneTab

MOST_TABS = 20


class Tabs(QStackedWidget):
    """Shows one of them. `bar` is for the owner to place."""

    chosen = Signal()
    """Another tab is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar()
        self.bar.setAccessibleName(self.tr("Tabs"))
        self.bar.currentChanged.connect(self._show)
        self.bar.tabCloseRequested.connect(self.close_tab)
        self.bar.tabMoved.connect(self._move)

    @property
    def current(self) -> PaneTab:
        """The one that is shown."""
        tab = self.currentWidget()
        assert isinstance(tab, PaneTab)
        return tab

    @property
    def all(self) -> list[PaneTab]:
        """In their order."""
        found = (self.widget(number) for number in range(self.count()))
        return [tab for tab in found if isinstance(tab, PaneTab)]

    @property
    def is_full(self) -> bool:
        """There is no room for another."""
        return self.count() >= MOST_TABS

    def add(self, tab: PaneTab) -> None:
        """Put it at the end. The first one is shown."""
        self.addWidget(tab)
        self.bar.addTab(tab.title)

    def choose(self, tab: PaneTab) -> None:
        """Show it."""
        self.bar.setCurrentIndex(self.indexOf(tab))

    def choose_number(self, number: int) -> None:
        """Show one by its place in the row, or the last one."""
        self.bar.setCurrentIndex(min(number, self.count() - 1))

    def name(self, tab: PaneTab) -> None:
        """Say on its handle what it shows now."""
        self.bar.setTabText(self.indexOf(tab), tab.title.replace("&", "&&"))

    def close_tab(self, number: int) -> None:
        """Close one; the last one stays."""
        tab = self.widget(number)
        if self.count() > 1 and isinstance(tab, PaneTab):
            tab.stop()
            self.removeWidget(tab)
            self.bar.removeTab(number)
            tab.deleteLater()
            self._show(self.bar.currentIndex())

    def place_at(self, point: QPoint) -> Place | None:
        """What the tab shows whose handle is there, seen from `bar`."""
        number = self.bar.tabAt(point)
        return self.all[number].place if number >= 0 else None

    def show_at(self, point: QPoint) -> None:
        """Show the tab whose handle is there."""
        number = self.bar.tabAt(point)
        if number >= 0:
            self.bar.setCurrentIndex(number)

    def _show(self, number: int) -> None:
        if 0 <= number < self.count():
            self.setCurrentIndex(number)
            self.chosen.emit()

    def _move(self, before: int, after: int) -> None:
        tab = self.all[before]
        self.removeWidget(tab)
        self.insertWidget(after, tab)
        self.setCurrentIndex(self.bar.currentIndex())


class TabBar(QTabBar):
    """Hidden while there is one tab; a click of the middle button closes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pane-tabs")
        self.setAutoHide(True)
        self.setExpanding(False)
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setMovable(True)
        self.setTabsClosable(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setUsesScrollButtons(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and number >= 0:
            self.tabCloseRequested.emit(number)
        super().mouseReleaseEvent(event)
