"""Settings: the keys of all acts, and other ones for them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from towpath.model.settings import Settings
from towpath.qt.bridge import Bridge
from towpath.qt.icons import icon
from towpath.qt.settings.section import Section, noted
from towpath.qt.shortcuts import Act, Where, needed_for_typing
from towpath.qt.theme import SPACE, plain_label

_NAME = Qt.ItemDataRole.UserRole
_ROWS = 12
"""That are seen at least."""


class ShortcutsSection(Section):
    """A list of acts by place; the field below it has the keys of the chosen one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "shortcuts")
        self.entitle(self.tr("Shortcuts"))
        self._keys = bridge.shortcuts
        self._chosen: dict[str, str] = {}
        """What is to be saved."""
        self._shown: dict[str, str] | None = None
        self._taken: Act | None = None
        self._make_list()
        self._make_field()
        self.start()
        self.list.setCurrentItem(next(iter(self._items.values())))

    # --- building

    def _make_list(self) -> None:
        self.list = QTreeWidget()
        self.list.setObjectName("shortcuts")
        self.list.setAccessibleName(self.tr("Keys"))
        self.list.setHeaderLabels([self.tr("Act"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setUniformRowHeights(True)
        self.list.setTabKeyNavigation(False)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        self.groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._items: dict[str, QTreeWidgetItem] = {}
        for where, title in self._places():
            group = QTreeWidgetItem([title])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = self.list.font()
            font.setBold(True)
            group.setFont(0, font)
            items: list[QTreeWidgetItem] = []
            for act in self._keys.acts:
                if act.where is where:
                    item = self._items[act.name] = QTreeWidgetItem([act.text])
                    item.setData(0, _NAME, act.name)
                    items.append(item)
            group.addChildren(items)
            if items:
                self.groups.append((group, items))
        self.list.addTopLevelItems([group for group, _ in self.groups])
        self.list.expandAll()
        self.list.setMinimumHeight(_ROWS * (QFontMetrics(self.list.font()).height() + SPACE))
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_chosen())
        self.list.activated.connect(lambda _index: self.field.setFocus())
        self.body.addWidget(self.list, 1)

    def _places(self) -> tuple[tuple[Where, str], ...]:
        tr = self.tr
        return (
            (Where.WINDOW, tr("Everywhere")),
            (Where.CONNECTIONS, tr("Connections")),
            (Where.FILES, tr("Files")),
            (Where.QUEUE, tr("Transfers")),
            (Where.SEARCH, tr("Search for files")),
            (Where.VIEWER, tr("Viewer")),
            (Where.BROWSER, tr("Browser")),
            (Where.KEYS, tr("Keys")),
            (Where.KNOWN_HOSTS, tr("Known hosts")),
            (Where.SECRETS, tr("Stored secrets")),
            (Where.ACTIVITY, tr("Activity")),
        )

    def _make_field(self) -> None:
        tr = self.tr
        self.field = QKeySequenceEdit()
        self.field.setObjectName("shortcut-keys")
        self.field.setMaximumSequenceLength(1)
        self.field.keySequenceChanged.connect(self._typed)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setBuddy(self.field)
        self.none = QPushButton(tr("&None"))
        self.none.setObjectName("shortcut-none")
        self.none.clicked.connect(lambda: self._change(""))
        self.usual = QPushButton(tr("&Default"))
        self.usual.setObjectName("shortcut-usual")
        self.usual.clicked.connect(self._reset)
        self.all_usual = QPushButton(icon("retry"), tr("Reset &all"))
        self.all_usual.setObjectName("shortcuts-usual")
        self.all_usual.clicked.connect(self._reset_all)
        self.objection = plain_label()
        self.objection.setObjectName("fieldMessage")
        self.take = QPushButton(tr("&Use them here instead"))
        self.take.setObjectName("shortcut-take")
        self.take.clicked.connect(self._take)
        self.body.addWidget(self.label)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.field, 1)
        row.addWidget(self.none)
        row.addWidget(self.usual)
        row.addSpacing(2 * SPACE)
        row.addWidget(self.all_usual)
        self.body.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.objection, 1)
        row.addWidget(self.take)
        self.body.addLayout(row)
        self.body.addWidget(
            noted(tr("Press the keys while the field has the focus. Letters, arrows, Tab and Escape stay as they are."))
        )

    # --- showing

    def show_settings(self, settings: Settings) -> None:
        self._chosen = dict(settings.general.shortcuts)
        if self._shown != self._chosen:
            self._shown = dict(self._chosen)
            self._show_keys()

    def changed(self, before: Settings) -> Settings:
        kept = {name: keys for name, keys in self._chosen.items() if keys != self._default(name)}
        return replace(before, general=replace(before.general, shortcuts=kept))

    def search(self, words: Sequence[str]) -> bool:
        """Acts by their text, place and keys."""
        for group, items in self.groups:
            for item in items:
                text = f"{self.title} {group.text(0)} {item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in text for word in words))
            group.setHidden(all(item.isHidden() for item in items))
        found = [item for _, items in self.groups for item in items if not item.isHidden()]
        if found and self.list.currentItem() not in found:  # keys are not changed for what is not seen
            self.list.setCurrentItem(found[0])
        return not all(group.isHidden() for group, _ in self.groups)

    def _show_keys(self) -> None:
        native = QKeySequence.SequenceFormat.NativeText
        for name, item in self._items.items():
            item.setText(1, QKeySequence.listToString(self._keys.keys(name), native).replace("; ", "  "))
            font = item.font(1)
            font.setBold(name in self._chosen)
            item.setFont(1, font)
            item.setToolTip(1, self.tr("Changed by you") if name in self._chosen else "")
        self._show_chosen()

    def _show_chosen(self) -> None:
        act = self._act
        for widget in (self.field, self.none, self.usual):
            widget.setEnabled(act is not None)
        self.all_usual.setEnabled(bool(self._chosen))
        self._object("")
        if act is None:
            return
        self.label.setText(self.tr("Keys for “{act}”").format(act=act.text))
        for part in (self.field, *self.field.findChildren(QLineEdit)):  # the line in it has the focus
            part.setAccessibleName(self.label.text())
        self.field.blockSignals(True)
        self.field.setKeySequence(next(iter(self._keys.keys(act.name)), QKeySequence()))
        self.field.blockSignals(False)
        self.none.setEnabled(bool(self._keys.keys(act.name)))
        self.usual.setEnabled(act.name in self._chosen)

    @property
    def _act(self) -> Act | None:
        item = self.list.currentItem()
        name = item.data(0, _NAME) if item else None
        return self._keys.act(name) if name else None

    # --- changing

    def _typed(self, keys: QKeySequence) -> None:
        act = self._act
        if act is None or keys.isEmpty():
            return
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        if needed_for_typing(keys):
            self._object(self.tr("{keys} is needed for typing: add Ctrl or Alt.").format(keys=shown))
        elif other := self._keys.clash(act.name, keys):
            text = self.tr("{keys} is for “{act}” already.").format(keys=shown, act=other.text)
            self._object(text, other)
        else:
            self._change(_written([keys]))

    def _object(self, text: str, other: Act | None = None) -> None:
        self.objection.setText(text)
        self.objection.setVisible(bool(text))
        self._taken = other
        self.take.setVisible(other is not None)

    def _take(self) -> None:
        """From the act that has them; what other keys it has, it keeps."""
        if self._taken is not None:
            keys = self.field.keySequence()
            left = [one for one in self._keys.keys(self._taken.name) if one != keys]
            self._chosen[self._taken.name] = _written(left)
            self._change(_written([keys]))
            self.field.setFocus()

    def _change(self, keys: str) -> None:
        if act := self._act:
            self._chosen[act.name] = keys
            self.save()

    def _reset(self) -> None:
        """Unless another act has got its keys meanwhile."""
        if act := self._act:
            for keys in QKeySequence.listFromString(act.keys):
                if self._keys.clash(act.name, keys):
                    self.field.setKeySequence(keys)  # which says so
                    return
            self._chosen.pop(act.name, None)
            self.save()

    def _reset_all(self) -> None:
        self._chosen.clear()
        self.save()

    def _default(self, name: str) -> str | None:
        return next((act.keys for act in self._keys.acts if act.name == name), None)


def _written(keys: list[QKeySequence]) -> str:
    return QKeySequence.listToString(keys, QKeySequence.SequenceFormat.PortableText)
