"""The filters of names: the menu to switch them, and the dialog that makes them."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.parse import invalid
from towpath.model.settings import NameFilter
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.connections.ordered_list import VALUE, OrderedList
from towpath.qt.files.choices import change_file_settings
from towpath.qt.files.pane import Pane
from towpath.qt.icons import icon
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, MutedLabel, scaled
from towpath.qt.tool_button import name_button


class FilterMenu(QObject):
    """The menus of both panes: filters are for both."""

    failed = Signal(object)

    def __init__(self, bridge: Bridge, panes: tuple[Pane, Pane], parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._panes = panes
        self._window = parent
        self._enabled = -1
        for pane in panes:
            menu = pane.filters.menu()
            menu.setObjectName(f"filters-{pane.name}")
            menu.aboutToShow.connect(self._filler(menu))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    @property
    def _saved(self) -> tuple[NameFilter, ...]:
        return self._bridge.snapshot.settings.files.filters

    def save(self, filters: tuple[NameFilter, ...], done: Callable[[Problem | None], None]) -> None:
        """Replace all of them."""
        change_file_settings(self._bridge, done, filters=filters)

    def edit(self) -> None:
        """Open the dialog."""
        FilterDialog(self._saved, self.save, self._window.window()).open()

    def _filler(self, menu: QMenu) -> Callable[[], None]:
        return lambda: self._fill(menu)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for number, one in enumerate(self._saved):
            action = menu.addAction(one.label.replace("&", "&&"))
            action.setObjectName(f"filter-{number}")
            action.setCheckable(True)
            action.setChecked(one.enabled)
            action.triggered.connect(self._switcher(number))
        if not self._saved:
            menu.addAction(self.tr("No filters yet")).setEnabled(False)
        menu.addSeparator()
        edit = menu.addAction(icon("edit"), self.tr("Edit filters…"), self.edit)
        edit.setObjectName("filters-edit")

    def _switcher(self, number: int) -> Callable[[bool], None]:
        def switch(on: bool) -> None:
            changed = tuple(replace(one, enabled=on) if n == number else one for n, one in enumerate(self._saved))
            self.save(changed, self._report)

        return switch

    def _refresh(self, _changes: Changes) -> None:
        """The button tells that something is left out, in words and by its look."""
        enabled = sum(one.enabled for one in self._saved)
        if enabled == self._enabled:
            return
        self._enabled = enabled
        for pane in self._panes:
            name_button(pane.filters, self.tr("Filters: {n} on").format(n=enabled) if enabled else self.tr("Filters"))
            pane.filters.setProperty("on", enabled > 0)
            pane.filters.style().polish(pane.filters)

    def _report(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)


class FilterDialog(SavingDialog):
    """The list on top, the chosen filter's fields below it."""

    def __init__(
        self,
        filters: tuple[NameFilter, ...],
        save: Callable[[tuple[NameFilter, ...], Callable[[Problem | None], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            lambda: save(tuple(self.chosen), self.finish_saving), lambda: self.chosen == list(filters), parent
        )
        self.setObjectName("filter-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Filters"))
        self.setMinimumWidth(60 * SPACE)
        title = QLabel(self.tr("Filters"))
        title.setFont(scaled(title.font(), 1.15, strong=True))
        self.list = OrderedList(self.tr("Filters"), make=self._new)
        self.list.list.setObjectName("filter-list")
        self.list.fill([self._item(one) for one in filters])
        self.list.list.currentRowChanged.connect(self._show_current)
        self.list.changed.connect(self._refresh)
        self.label = CheckedLine(_label)
        self.label.line.setObjectName("filter-label")
        self.label.name(self.tr("Name of the filter"))
        self.patterns = CheckedLine(read_patterns, placeholder="*.o *.pyc build/")
        self.patterns.line.setObjectName("filter-patterns")
        self.patterns.name(self.tr("Names that are not shown"))
        self.match_case = QCheckBox(self.tr("&Upper and lower case matter"))
        self.match_case.setObjectName("filter-case")
        for line in (self.label.line, self.patterns.line):
            line.textEdited.connect(self._take)
        self.match_case.clicked.connect(self._take)
        form = QFormLayout()
        form.setVerticalSpacing(SPACE)
        form.setHorizontalSpacing(2 * SPACE)
        form.addRow(self.tr("&Name"), self.label)
        form.addRow(self.tr("Do not s&how"), self.patterns)
        form.addRow("", self.match_case)
        note = MutedLabel(
            self.tr("Patterns as for a shell, with blanks between them; a / at the end means folders only.")
        )
        note.setFont(scaled(note.font(), 0.92))
        note.setWordWrap(True)
        self.summary.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        layout.addLayout(form)
        for widget in (note, self.summary, self.buttons):
            layout.addWidget(widget)
        self.list.list.setCurrentRow(0)
        (self.list.list if filters else self.list.add_button).setFocus()
        self._show_current()

    @property
    def chosen(self) -> list[NameFilter]:
        """As they are in the dialog."""
        found = []
        for item in self.list.items:
            one = item.data(VALUE)
            assert isinstance(one, NameFilter)
            found.append(replace(one, enabled=item.checkState() is Qt.CheckState.Checked))
        return found

    def _new(self) -> QListWidgetItem:
        return self._item(NameFilter(label=self.tr("New filter"), patterns=("*.bak", "*~"), enabled=True))

    def _item(self, one: NameFilter) -> QListWidgetItem:
        item = QListWidgetItem(one.label)
        item.setData(VALUE, one)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if one.enabled else Qt.CheckState.Unchecked)
        return item

    def _show_current(self) -> None:
        items = self.list.chosen
        one = items[0].data(VALUE) if items else None
        for widget in (self.label, self.patterns, self.match_case):
            widget.setEnabled(isinstance(one, NameFilter))
        if isinstance(one, NameFilter):
            self.label.line.setText(one.label)
            self.patterns.line.setText(" ".join(shlex.quote(p) if " " in p else p for p in one.patterns))
            self.match_case.setChecked(one.match_case)
        self._refresh()

    def _take(self) -> None:
        """What was typed belongs to the chosen filter, once it is right."""
        is_right = not self.label.problem and not self.patterns.problem
        for item in self.list.chosen if is_right else ():
            changed = replace(
                item.data(VALUE),
                label=self.label.text,
                patterns=read_patterns(self.patterns.text),
                match_case=self.match_case.isChecked(),
            )
            item.setData(VALUE, changed)
            item.setText(changed.label)
        self._refresh()

    def _refresh(self) -> None:
        self.save_button.setEnabled(not self.label.problem and not self.patterns.problem)


def read_patterns(text: str) -> tuple[str, ...]:
    """Patterns with blanks between them; one with blanks in it stands in quotes. Raises INVALID."""
    try:
        patterns = tuple(shlex.split(text))
    except ValueError:
        raise invalid(text, "a quote is not closed") from None
    if not patterns:
        raise invalid(text, "no pattern", "such as *.o")
    return patterns


def _label(text: str) -> str:
    if not text:
        raise invalid(text, "a name is needed")
    return text
