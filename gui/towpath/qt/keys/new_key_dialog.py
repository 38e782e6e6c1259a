"""Makes a key, and then offers what one makes a key for: to install it on a server."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.keys import BCRYPT_ROUNDS, SMALLEST_RSA, GenerateKey, KeyInfo, KeyMade, KeysListed, KeyType
from towpath.model.text import printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.choice_card import ChoiceCard
from towpath.qt.facts import Facts
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.keys.key_file_line import KeyFileLine
from towpath.qt.keys.key_words import shown_path, type_text
from towpath.qt.keys.passphrase_fields import PassphraseFields
from towpath.qt.reading_order import focus_next
from towpath.qt.theme import SPACE, MutedLabel, plain_label

_WIDTH = 600
_BITS = {KeyType.ED25519: (), KeyType.ECDSA: (256, 384, 521), KeyType.RSA: (SMALLEST_RSA, 4096, 8192)}
_MOST_ROUNDS = 1000


class NewKeyDialog(ActDialog):
    """Two pages: what it is to be, and that it is there."""

    made = Signal(str)
    """Carries the path of the new key."""
    install_asked = Signal(object)
    """Carries its `KeyInfo`."""

    def __init__(self, bridge: Bridge, listed: KeysListed, parent: QWidget | None) -> None:
        super().__init__(bridge, "new-key-dialog", parent)
        self.entitle(self.tr("New key"))
        self.key: KeyInfo | None = None
        self._make_fields(listed)
        self.pages = QStackedWidget()
        self._asking = self._form_page()
        self.pages.addWidget(self._asking)
        self.pages.addWidget(self._made_page())
        self.body.addWidget(self.pages, 1)
        tr = self.tr
        self.make_button = self.buttons.addButton(tr("&Make the key"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.make_button.setObjectName("make-key")
        self.make_default(self.make_button)
        self.cancel_button = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._make)
        self._type_chosen()
        self.fit(_WIDTH)
        self.file.line.setFocus()
        self.file.line.selectAll()

    # --- building

    def _make_fields(self, listed: KeysListed) -> None:
        tr = self.tr
        self.types: dict[KeyType, ChoiceCard] = {}
        self._types = QButtonGroup(self)
        for kind, title, note in (
            (KeyType.ED25519, tr("Ed25519"), tr("Short, fast and strong; for all but very old servers")),
            (KeyType.ECDSA, tr("ECDSA"), tr("Where rules ask for the curves of NIST")),
            (KeyType.RSA, tr("RSA"), tr("For old servers and devices that know nothing else")),
        ):
            card = ChoiceCard("key", title, note)
            card.setObjectName(f"key-type-{kind}")
            card.setChecked(kind is KeyType.ED25519)
            self._types.addButton(card)
            self.types[kind] = card
        self._types.buttonClicked.connect(self._type_chosen)
        self.bits = QComboBox()
        self.bits.setObjectName("key-bits")
        self.bits.setAccessibleName(tr("Bits"))
        self.file = KeyFileLine("key-file", tr("Name of the file"), listed)
        self.file.edited.connect(self._refresh)
        self._proposed = ""
        self.comment = QLineEdit()
        self.comment.setObjectName("key-comment")
        self.comment.setAccessibleName(tr("Comment"))
        self.comment.setPlaceholderText(tr("you@this-machine; servers list it beside the key"))
        self.passphrase = PassphraseFields()
        self.passphrase.edited.connect(self._refresh)
        self.advanced = QToolButton()
        self.advanced.setObjectName("key-advanced")
        self.advanced.setText(tr("Advance&d"))
        self.advanced.setIcon(icon("branch-closed"))
        self.advanced.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.advanced.setCheckable(True)
        self.advanced.setAutoRaise(True)
        self.advanced.toggled.connect(self._refresh)
        self.rounds = QSpinBox()
        self.rounds.setObjectName("key-rounds")
        self.rounds.setAccessibleName(tr("Rounds of the passphrase"))
        self.rounds.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.rounds.setRange(1, _MOST_ROUNDS)
        self.rounds.setValue(BCRYPT_ROUNDS)
        self.rounds_note = MutedLabel(tr("The more, the slower it is to guess, and to open"))

    def _form_page(self) -> QWidget:
        tr, page = self.tr, QWidget()
        cards = QHBoxLayout()
        cards.setSpacing(SPACE)
        for card in self.types.values():
            cards.addWidget(card, 1)
        self._form = self.passphrase.form  # one form, so that all labels stand in one column
        for number, (label, field) in enumerate(
            ((tr("&Bits"), self.bits), (tr("&File in ~/.ssh"), self.file), (tr("C&omment"), self.comment))
        ):
            self._form.insertRow(number, label, field)
        self._form.addRow("", self.advanced)
        self._form.addRow(tr("&Rounds"), self.rounds)
        self._form.addRow("", self.rounds_note)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(cards)
        layout.addWidget(self.passphrase)
        layout.addStretch(1)
        return page

    def _made_page(self) -> QWidget:
        tr, page = self.tr, QWidget()
        self.facts = Facts("new-key")
        self.next_step = plain_label(
            tr("A server accepts it once its public part is there. The private part never leaves this machine.")
        )
        self.copy_button = QPushButton(icon("copy"), tr("Cop&y public key"))
        self.copy_button.setObjectName("copy-new-key")
        self.copy_button.clicked.connect(self._copy)
        self.install_button = QPushButton(icon("upload", on_accent=True), tr("&Install on a server…"))
        self.install_button.setObjectName("install-new-key")
        self.install_button.setProperty("primary", True)
        self.install_button.clicked.connect(self._install)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.install_button, self.copy_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(Glyph("info", 20))
        top.addWidget(self.next_step, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * SPACE)
        layout.addLayout(top)
        layout.addWidget(self.facts)
        layout.addLayout(buttons)
        layout.addStretch(1)
        return page

    # --- what was chosen

    @property
    def kind(self) -> KeyType:
        """The type that is chosen."""
        return next(kind for kind, card in self.types.items() if card.isChecked())

    def _type_chosen(self) -> None:
        choices = _BITS[self.kind]
        self.bits.clear()
        for bits in choices:
            self.bits.addItem(str(bits), bits)
        if self.file.text == self._proposed:
            self.file.propose(f"id_{self.kind}")
            self._proposed = self.file.text
        self._refresh()

    def _refresh(self) -> None:
        self._form.setRowVisible(self.bits, bool(_BITS[self.kind]))
        for field in (self.rounds, self.rounds_note):
            self._form.setRowVisible(field, self.advanced.isChecked())
        self.advanced.setIcon(icon("branch-open" if self.advanced.isChecked() else "branch-closed"))
        self.rounds.setEnabled(not self.passphrase.without.isChecked())
        self.make_button.setEnabled(not self.file.problem and self.passphrase.ready)
        self.fit(_WIDTH)

    # --- making it

    def _make(self) -> None:
        if not self.make_button.isEnabled():
            return
        self.make_button.setEnabled(False)
        self.make_button.setText(self.tr("Making it…"))
        self.pages.setEnabled(False)
        self.say(None)
        command = GenerateKey(
            request=new_request(),
            path=self.file.path,
            kind=self.kind,
            bits=self.bits.currentData() or 0,
            comment=self.comment.text().strip(),
            passphrase=self.passphrase.value,
            rounds=self.rounds.value(),
            asker=self._bridge.asker,
        )
        self.ask(command, self._hear, self._ended)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, KeyMade):
            self.key = answer.report.key

    def _ended(self, problem: Problem | None) -> None:
        self.pages.setEnabled(True)
        self.make_button.setText(self.tr("&Make the key"))
        self.say(problem)
        self._refresh()
        if self.key is not None and problem is None:
            self._show_made(self.key)

    def _show_made(self, key: KeyInfo) -> None:
        tr = self.tr
        self.passphrase.forget()
        self.entitle(tr("New key"), tr("The key is there"))
        self.facts.tell("file", tr("File"), shown_path(key.path))
        self.facts.tell("type", tr("Type"), type_text(key))
        self.facts.tell("fingerprint", tr("Fingerprint"), printable(key.fingerprint), fixed=True)
        self.facts.tell("comment", tr("Comment"), printable(key.comment))
        self.pages.removeWidget(self._asking)  # it is larger, and would keep its room
        self.buttons.removeButton(self.make_button)
        self.cancel_button.setText(tr("&Close"))
        self.install_button.setDefault(True)
        self.install_button.setFocus()
        self.resize(self.width(), self.minimumSizeHint().height())
        self.made.emit(key.path)

    def event(self, event: QEvent) -> bool:
        """The facts grow when they learn how wide they are: with the largest text, by lines."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.key is not None:
            self.resize(self.width(), max(self.height(), self._all.totalHeightForWidth(self.width())))
        return done

    def _copy(self) -> None:
        if self.key is not None:
            QApplication.clipboard().setText(self.key.public_line)

    def _install(self) -> None:
        if self.key is not None:
            self.install_asked.emit(self.key)
            self.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return focus_next(self, forward=forward) or super().focusNextPrevChild(forward)

    def done(self, result: int) -> None:
        self.passphrase.forget()
        super().done(result)
