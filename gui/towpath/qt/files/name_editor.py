"""The field in which a name is changed in its place."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from towpath.model.error import TowpathError
from towpath.model.filesystem import Entry
from towpath.model.text import sentence
from towpath.model.words import explain
from towpath.qt.files.names import check_name
from towpath.qt.files.places import is_folder
from towpath.qt.theme import tool_tip


class NameEditor(QLineEdit):
    """Begins with the name as it is shown. Who changes nothing keeps the name byte for byte, whatever is in it; who
    changes something gets what is written there."""

    def __init__(self, entry: Entry, shown: str, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.entry = entry
        self._shown = shown
        self.setObjectName("nameEditor")
        self.setAccessibleName(self.tr("New name of {name}").format(name=shown))
        self.textEdited.connect(self._mark)

    def select_stem(self) -> None:
        """All but the ending, which seldom changes."""
        stem = -1 if is_folder(self.entry) else self._shown.rfind(".")
        self.setSelection(0, stem if stem > 0 else len(self._shown))

    @property
    def objection(self) -> str:
        """Why this cannot be the name; empty if it can."""
        if self.text() == self._shown:
            return ""
        try:
            check_name(self.text())
        except TowpathError as error:
            return sentence(explain(error.problem).why)
        return ""

    def new_name(self) -> bytes | None:
        """None where nothing is to be renamed."""
        text = self.text()
        return None if text == self._shown or self.objection else check_name(text)

    def refuse(self) -> None:
        """Say below the field why this cannot be the name."""
        self._mark()
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), tool_tip(self.objection), self)

    def _mark(self) -> None:
        reason = self.objection
        self.setAccessibleDescription(reason)
        if bool(self.property("invalid")) != bool(reason):
            self.setProperty("invalid", bool(reason))
            self.style().unpolish(self)
            self.style().polish(self)
        if not reason:
            QToolTip.hideText()
