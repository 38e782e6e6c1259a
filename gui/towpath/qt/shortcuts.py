"""The keys of everything that can be done: which acts there are, their keys, and whoever has these.

An act belongs to a place, a part of the window where its keys work. What widgets do with keys of their own (letters,
arrows, Tab) is no act: it cannot be changed.
"""

from __future__ import annotations

import enum
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QToolButton
from shiboken6 import isValid

from towpath.qt.tool_button import name_button

if TYPE_CHECKING:
    from towpath.qt.bridge import Bridge


_FIRST_OTHER = 0x01000000
"""Qt's keys below it are characters."""
_MOVING = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


class Where(enum.StrEnum):
    """A place. Its keys work in the ones inside it as well."""

    WINDOW = "window"
    CONNECTIONS = "connections"
    FILES = "files"
    QUEUE = "queue"
    BROWSER = "browser"
    KEYS = "keys"
    KNOWN_HOSTS = "known-hosts"
    SECRETS = "secrets"
    ACTIVITY = "activity"
    VIEWER = "viewer"
    SEARCH = "search"

    def meets(self, other: Where) -> bool:
        """Whether there is a part of the program where the keys of both work."""
        alone = (Where.VIEWER, Where.SEARCH)
        return self is other or (Where.WINDOW in (self, other) and self not in alone and other not in alone)


class Act(msgspec.Struct, frozen=True):
    """Something that can be done with keys."""

    name: str
    """As in `GeneralSettings.shortcuts`."""
    where: Where
    text: str
    keys: str = ""
    """Unless the user has chosen others: as QKeySequence writes a list of them portably. Empty for none."""


Target = QAction | QShortcut | QAbstractButton


class Shortcuts(QObject):
    """Gives acts their keys, and others as soon as the settings say so. Main thread."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._chosen = bridge.snapshot.settings.general.shortcuts
        self._targets: dict[str, list[QAction | QShortcut]] = {}
        self._hints: dict[str, list[tuple[QToolButton, str]]] = {}
        bridge.changed.connect(self._refresh)

    def bind(self, name: str, target: Target) -> None:
        """Give `target` the keys of this act, for as long as it exists. Its context stays as it is; a button is
        clicked from anywhere in its window."""
        if isinstance(target, QAbstractButton):
            clicked = QShortcut(target)
            clicked.activated.connect(target.click)
            target = clicked
        alive = [one for one in self._targets.get(name, []) if isValid(one)]
        self._targets[name] = [*alive, target]
        _give(target, self.keys(name))

    def hint(self, name: str, button: QToolButton, text: str) -> None:
        """Name a small button, with the keys that do the same in its tool tip."""
        others = [one for one in self._hints.get(name, []) if one[0] is not button and isValid(one[0])]
        self._hints[name] = [*others, (button, text)]
        name_button(button, text, self.shown(name))

    @property
    def bound(self) -> frozenset[str]:
        """The acts that somebody can do."""
        return frozenset(self._targets)

    def keys(self, name: str) -> list[QKeySequence]:
        """Those of an act now."""
        written = self._chosen.get(name, self.act(name).keys)
        return [keys for keys in QKeySequence.listFromString(written) if not keys.isEmpty()]

    def shown(self, name: str) -> str:
        """The first of these, as the system writes it; empty for none."""
        return next((one.toString(QKeySequence.SequenceFormat.NativeText) for one in self.keys(name)), "")

    def act(self, name: str) -> Act:
        """The one of this name."""
        return self._by_name[name]

    def clash(self, name: str, keys: QKeySequence) -> Act | None:
        """Another act that these keys would do as well."""
        where = self.act(name).where
        others = (act for act in self.acts if act.name != name and act.where.meets(where))
        return next((act for act in others if any(_collide(keys, one) for one in self.keys(act.name))), None)

    def _refresh(self) -> None:
        before, self._chosen = self._chosen, self._bridge.snapshot.settings.general.shortcuts
        if before == self._chosen:
            return
        for name, targets in self._targets.items():
            for target in targets:
                if isValid(target):
                    _give(target, self.keys(name))
        for name, hints in self._hints.items():
            for button, text in hints:
                if isValid(button):
                    name_button(button, text, self.shown(name))

    # --- what there is

    @cached_property
    def _by_name(self) -> dict[str, Act]:
        return {act.name: act for act in self.acts}

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """All, by place."""
        return (*self._of_window, *self._of_files, *self._of_lists, *self._of_dialogs)

    @property
    def _of_window(self) -> tuple[Act, ...]:
        tr, window = self.tr, Where.WINDOW
        return (
            Act("window.connections", window, tr("Connections"), "Ctrl+1"),
            Act("window.files", window, tr("Files"), "Ctrl+2"),
            Act("window.browser", window, tr("Browser"), "Ctrl+3"),
            Act("window.keys", window, tr("Keys"), "Ctrl+4"),
            Act("window.activity", window, tr("Activity"), "Ctrl+5"),
            Act("window.settings", window, tr("Settings"), "Ctrl+6; Ctrl+,"),
            Act("window.web-app", window, tr("Open a web app"), "Ctrl+Shift+O"),
            Act("window.find", window, tr("Search on this page"), "Ctrl+F"),
            Act("window.next-part", window, tr("Other pane, or between page and side bar"), "F6"),
            Act("window.shortcuts", window, tr("List of all keys"), "F1"),
            Act("window.quit", window, tr("Quit"), "Ctrl+Q"),
        )

    @property
    def _of_files(self) -> tuple[Act, ...]:
        tr, files, queue = self.tr, Where.FILES, Where.QUEUE
        return (
            Act("files.open", files, tr("Open")),
            Act("files.view", files, tr("View"), "F3"),
            Act("files.edit", files, tr("Edit"), "F4"),
            Act("files.transfer", files, tr("Transfer to the other pane"), "Ctrl+Return"),
            Act("files.move", files, tr("Move to the other pane"), "Ctrl+Shift+Return"),
            Act("files.download-to", files, tr("Download to a folder")),
            Act("files.rename", files, tr("Rename"), "F2"),
            Act("files.delete", files, tr("Delete"), "Del"),
            Act("files.delete-for-good", files, tr("Delete for good"), "Shift+Del"),
            Act("files.permissions", files, tr("Permissions")),
            Act("files.properties", files, tr("Properties"), "Alt+Return"),
            Act("files.copy-path", files, tr("Copy the path"), "Ctrl+Shift+C"),
            Act("files.copy-scp", files, tr("Copy as scp command")),
            Act("files.copy-url", files, tr("Copy as sftp URL")),
            Act("files.cut", files, tr("Cut"), "Ctrl+X"),
            Act("files.copy", files, tr("Copy"), "Ctrl+C"),
            Act("files.paste", files, tr("Paste"), "Ctrl+V"),
            Act("files.new-folder", files, tr("New folder"), "F7"),
            Act("files.new-file", files, tr("New file"), "Shift+F7"),
            Act("files.upload-here", files, tr("Upload files here")),
            Act("files.download-url", files, tr("Download a URL here")),
            Act("files.refresh", files, tr("Refresh"), "F5"),
            Act("files.columns", files, tr("Columns and sorting")),
            Act("files.go-back", files, tr("Back"), "Alt+Left"),
            Act("files.go-forward", files, tr("Forward"), "Alt+Right"),
            Act("files.go-up", files, tr("Up"), "Alt+Up"),
            Act("files.go-home", files, tr("Home folder"), "Alt+Home"),
            Act("files.edit-path", files, tr("Type a path"), "Ctrl+L"),
            Act("files.new-tab", files, tr("New tab"), "Ctrl+T"),
            Act("files.close-tab", files, tr("Close tab"), "Ctrl+W"),
            Act("files.next-tab", files, tr("Next tab"), "Ctrl+PgDown"),
            Act("files.previous-tab", files, tr("Previous tab"), "Ctrl+PgUp"),
            Act("files.toggle-hidden", files, tr("Show hidden files"), "Ctrl+H"),
            Act("files.add-bookmark", files, tr("Bookmark this folder"), "Ctrl+D"),
            Act("files.menu", files, tr("Menu"), "Menu; Shift+F10"),
            Act("files.quick-connect", files, tr("Quick connect"), "Ctrl+K"),
            Act("queue.pause", queue, tr("Pause, or go on"), "Space"),
            Act("queue.sooner", queue, tr("Move up"), "Alt+Up"),
            Act("queue.later", queue, tr("Move down"), "Alt+Down"),
            Act("queue.raise-priority", queue, tr("Higher priority"), "Ctrl+Shift+Up"),
            Act("queue.lower-priority", queue, tr("Lower priority"), "Ctrl+Shift+Down"),
            Act("queue.limit", queue, tr("Speed limit")),
            Act("queue.show-folder", queue, tr("Show folder"), "Return; Enter"),
            Act("queue.cancel", queue, tr("Cancel, or remove from the list"), "Del"),
        )

    @property
    def _of_lists(self) -> tuple[Act, ...]:
        tr, connections, browser = self.tr, Where.CONNECTIONS, Where.BROWSER
        keys, hosts = Where.KEYS, Where.KNOWN_HOSTS
        return (
            Act("connections.add", connections, tr("Add connection"), "Ctrl+N"),
            Act("connections.paste", connections, tr("Paste an ssh command")),
            Act("connections.connect", connections, tr("Connect, or disconnect")),
            Act("connections.files", connections, tr("Browse files")),
            Act("connections.edit", connections, tr("Edit"), "F2"),
            Act("connections.check", connections, tr("Check all forwards now")),
            Act("connections.copy-command", connections, tr("Copy as ssh command")),
            Act("connections.copy-snippet", connections, tr("Copy snippet for ~/.ssh/config")),
            Act("connections.favourite", connections, tr("Put first in the tray, or no longer"), "Ctrl+D"),
            Act("connections.duplicate", connections, tr("Duplicate")),
            Act("connections.remove", connections, tr("Remove"), "Del"),
            Act("rules.add", browser, tr("Add a rule"), "Ctrl+N"),
            Act("rules.edit", browser, tr("Edit"), "F2"),
            Act("rules.duplicate", browser, tr("Duplicate")),
            Act("rules.switch", browser, tr("Switch on, or off"), "Space"),
            Act("rules.sooner", browser, tr("Move up"), "Alt+Up"),
            Act("rules.later", browser, tr("Move down"), "Alt+Down"),
            Act("rules.remove", browser, tr("Remove"), "Del"),
            Act("keys.new", keys, tr("New key"), "Ctrl+N"),
            Act("keys.install", keys, tr("Install on a server")),
            Act("keys.test", keys, tr("Test")),
            Act("keys.copy", keys, tr("Copy public key")),
            Act("keys.add-to-agent", keys, tr("Add to agent")),
            Act("keys.remove-from-agent", keys, tr("Remove from agent")),
            Act("keys.change-passphrase", keys, tr("Change passphrase")),
            Act("hosts.compare", hosts, tr("Compare a fingerprint")),
            Act("hosts.forget", hosts, tr("Forget"), "Del"),
            Act("secrets.forget", Where.SECRETS, tr("Forget"), "Del"),
            Act("activity.copy", Where.ACTIVITY, tr("Copy"), "Ctrl+C"),
        )

    @property
    def _of_dialogs(self) -> tuple[Act, ...]:
        tr, viewer, search = self.tr, Where.VIEWER, Where.SEARCH
        return (
            Act("viewer.find", viewer, tr("Find"), "Ctrl+F"),
            Act("viewer.find-next", viewer, tr("Next"), "F3"),
            Act("viewer.find-previous", viewer, tr("Previous"), "Shift+F3"),
            Act("search.go", search, tr("Go there"), "Return"),
            Act("search.transfer", search, tr("Transfer to the other pane"), "Ctrl+Return"),
        )


def needed_for_typing(keys: QKeySequence) -> bool:
    """Whether these keys would be missing where one types, or moves about."""
    pressed = keys[0]  # type: ignore[index]  # missing in PySide's stubs
    held = pressed.keyboardModifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and (pressed.key() in _MOVING or pressed.key().value < _FIRST_OTHER)


def _give(target: QAction | QShortcut, keys: list[QKeySequence]) -> None:
    if isinstance(target, QAction):
        target.setShortcuts(keys)
    else:
        target.setKeys(keys)


def _collide(one: QKeySequence, other: QKeySequence) -> bool:
    """Also where one is the beginning of the other."""
    no = QKeySequence.SequenceMatch.NoMatch
    return one.matches(other) != no or other.matches(one) != no
