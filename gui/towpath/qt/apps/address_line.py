"""A line for the address of a web application. What is secret in it is not shown, unless somebody wants to see it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from towpath.model.error import TowpathError
from towpath.model.secret_text import SecretText
from towpath.model.text import sentence
from towpath.model.web_address import WebAddress, read_web_address, redacted
from towpath.qt.connections.fields import in_words, message_label
from towpath.qt.theme import SPACE
from towpath.qt.tool_button import name_button, tool_button

MASK = "•" * 8
"""Stands for what is hidden; it cannot be in an address."""


class AddressLine(QWidget):
    """What is pasted, a whole paragraph of a program perhaps, becomes the address that is in it, with `MASK` for its
    token. Machine and port can be changed then, and the token stays."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden, self._user = "", ""
        self._touched = False
        self._length = 0
        self.line = QLineEdit()
        self.line.setObjectName("app-address")
        self.line.setPlaceholderText("http://127.0.0.1:8888/lab?token=…")
        self.line.setAccessibleName(self.tr("Address"))
        self.reveal = tool_button("app-reveal", "view", "", self._turn, checkable=True)
        self.message = message_label()
        row = QHBoxLayout()
        row.setSpacing(SPACE // 2)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self.message)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._settle)
        self._refresh()

    @property
    def text(self) -> SecretText:
        """What was pasted or typed, with what is hidden."""
        shown = self.line.text().strip()
        if MASK not in shown:
            return SecretText(shown)
        whole = shown.replace(MASK, self._hidden, 1)
        return SecretText(whole.replace("://", f"://{self._user}@", 1) if self._user else whole)

    @property
    def address(self) -> WebAddress | None:
        """None while it is none."""
        try:
            return read_web_address(self.text.value)
        except TowpathError:
            return None

    def put(self, text: SecretText) -> None:
        """As if it had been pasted."""
        self.reveal.setChecked(False)
        self._touched = True
        self.line.setText(text.value)
        self._hide()
        self._refresh()

    def _typed(self, text: str) -> None:
        self._touched = True
        if len(text) > self._length + 1:  # pasted, or dropped
            self._hide()
        self._refresh()

    def _settle(self) -> None:
        self._hide()
        self._refresh()

    def _hide(self) -> None:
        """Take what is secret out of sight."""
        address = self.address
        if address is None or self.reveal.isChecked():
            return
        shown = redacted(address)
        behind_host = address.rest.value
        cut = next(n for n in range(len(behind_host), -1, -1) if shown.endswith(behind_host[:n]))
        hidden = behind_host[cut:]
        if not hidden and not address.user:
            if len(self.line.text().split()) > 1:  # it was in the middle of something
                self._show(shown)
            return
        self._user = address.user.value
        mark = hidden[:1] if hidden[:1] in ("?", "#") else ""
        self._hidden = hidden.removeprefix(mark)
        self._show(shown + mark + MASK)

    def _turn(self) -> None:
        whole = self.text.value
        if self.reveal.isChecked():
            self._hidden = self._user = ""
            self._show(whole)
        else:
            self._hide()
        self._refresh()

    def _show(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)

    def _refresh(self) -> None:
        shown = self.line.text()
        self._length = len(shown)
        if MASK not in shown:
            self._hidden = self._user = ""
        revealed = self.reveal.isChecked()
        self.reveal.setEnabled(revealed or MASK in shown)
        name_button(self.reveal, self.tr("Hide the token") if revealed else self.tr("Show the token"))
        problem = ""
        if shown.strip():
            try:
                read_web_address(self.text.value)
            except TowpathError as error:
                problem = in_words(error.problem)
        self.message.setText(sentence(problem))
        self.message.setVisible(bool(problem) and self._touched)
        self.line.setAccessibleDescription(problem)
        if bool(self.line.property("invalid")) != bool(problem):
            self.line.setProperty("invalid", bool(problem))
            self.line.style().polish(self.line)
        self.edited.emit()
