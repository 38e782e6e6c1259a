"""Completes the path that is being typed with the folders that are there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from towpath.model.error import Problem
from towpath.model.event import FolderListed
from towpath.model.place_text import is_address, read_path, shown_path
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.listing import Listing
from towpath.qt.files.places import may_be_folder

DELAY_MS = 120
"""After the last key."""
MOST = 2000
"""Names that are offered."""


class Completion(QObject):
    """Asks for the folder that is named so far, once for all that is typed below it; drops what comes too late."""

    def __init__(self, bridge: Bridge, line: QLineEdit, may_list: Callable[[str], bool]) -> None:
        """`may_list` tells whether a machine can be asked without a login."""
        super().__init__(line)
        self._bridge = bridge
        self._line = line
        self._may_list = may_list
        self._here = Place("", b"")
        self._listing: Listing | None = None
        self._asked: Place | None = None
        self._typed_folder = ""
        self._found: list[str] = []
        self.known: dict[str, bytes] = {}
        """Names by the text they are shown as, for `read_path`."""
        self._model = QStringListModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._popup = QListView()
        self._popup.setObjectName("path-completion")
        self._popup.setAccessibleName(self.tr("Folders that begin so"))
        self.completer.setPopup(self._popup)
        self.completer.activated.connect(self._later)
        line.setCompleter(self.completer)
        line.textEdited.connect(self._later)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._ask)

    @property
    def is_shown(self) -> bool:
        """Folders to choose from are shown."""
        return self._popup.isVisible()

    def begin(self, here: Place, known: dict[str, bytes]) -> None:
        """Relative paths begin here."""
        self.stop()
        self._here = here
        self.known = dict(known)
        self._asked = None
        self._model.setStringList([])

    def stop(self) -> None:
        """Nobody types any more."""
        self._delay.stop()
        if self._listing is not None:
            self._listing.stop()
            self._listing = None

    def _later(self) -> None:
        self._delay.start()

    def _ask(self) -> None:
        text = self._line.text()
        typed_folder = text[: text.rfind("/") + 1]
        if not self._may_list(self._here.connection) or is_address(text) or (text and not typed_folder):
            return
        folder = Place(self._here.connection, read_path(typed_folder.rstrip("/") or "/", self._here.path, self.known))
        if folder == self._asked and typed_folder == self._typed_folder:
            return
        self.stop()
        self._asked, self._typed_folder, self._found = folder, typed_folder, []
        self._listing = Listing(self._bridge, folder, self._heard, self._ended)

    def _heard(self, piece: FolderListed) -> None:
        for entry in piece.entries:
            if may_be_folder(entry) and len(self._found) < MOST:
                shown = shown_path(entry.name)
                self.known[shown] = entry.name
                self._found.append(f"{self._typed_folder}{shown}/")

    def _ended(self, _problem: Problem | None) -> None:
        """What cannot be listed completes nothing; going there will say why."""
        self._listing = None
        self._model.setStringList(sorted(self._found, key=str.casefold))
        if self._line.hasFocus() and self._line.text().startswith(self._typed_folder):
            self.completer.setCompletionPrefix(self._line.text())
            self.completer.complete()
