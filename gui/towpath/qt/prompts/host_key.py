"""Is this the right machine? Shown before any secret is sent; what happens without a decision is: no connection."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from towpath.model.prompt import HostKeyAsked, Question
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.qt.glyph import Glyph
from towpath.qt.prompts.dialog import ConsentDialog, outside_text
from towpath.qt.theme import SPACE, MutedLabel, fixed_font, plain_label, scaled


class HostKeyDialog(ConsentDialog):
    """Fingerprint and randomart in a fixed font, to be compared with what the administrator says."""

    def __init__(self, question: Question, asked: HostKeyAsked, parent: QWidget | None = None) -> None:
        super().__init__(question, self.tr("Is this the right machine?"), parent)
        self.setObjectName("host-key-prompt")
        host = printable(asked.host)
        if asked.other_known_types:
            self.body.addWidget(self._warning(asked))
        else:
            self.body.addWidget(
                plain_label(
                    self.tr(
                        "{host} is not known yet. Compare its key with the one its administrator gave you: "
                        "whoever answers under another key could read what you type."
                    ).format(host=host)
                )
            )
        self.body.addWidget(self._key(asked))
        if asked.file:
            self.add_note(self.tr("If you trust it, it is remembered in {file}.").format(file=printable(asked.file)))
        self.finish_with(self.tr("&Do not connect"), self.tr("&Trust and connect"))

    def _warning(self, asked: HostKeyAsked) -> QFrame:
        frame = QFrame()
        frame.setObjectName("banner")
        frame.setProperty("loud", True)
        title = plain_label(self.tr("This machine used to show another key"))
        title.setFont(scaled(title.font(), 1, strong=True))
        known = ", ".join(printable(name) for name in asked.other_known_types)
        text = plain_label(
            self.tr(
                "known_hosts has a key of type {known} for {host}, but the server shows one of type {shown} instead. "
                "Someone may be listening in. Connect only if its administrator confirms the new key."
            ).format(known=known, host=printable(asked.host), shown=printable(asked.key_type))
        )
        texts = QVBoxLayout()
        texts.addWidget(title)
        texts.addWidget(text)
        layout = QHBoxLayout(frame)
        layout.setSpacing(SPACE + 4)
        layout.addWidget(Glyph(Status.FAILED, 28))
        layout.addLayout(texts, 1)
        return frame

    def _key(self, asked: HostKeyAsked) -> QFrame:
        fixed = fixed_font(self.font())
        frame = QFrame()
        frame.setObjectName("card")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        heading = self.tr("{type} key of {host}")
        layout.addWidget(MutedLabel(heading.format(type=printable(asked.key_type), host=printable(asked.host))))
        self.fingerprint = outside_text(asked.fingerprint)
        self.fingerprint.setFont(fixed)
        self.fingerprint.setAccessibleName(self.tr("Fingerprint"))
        layout.addWidget(self.fingerprint)
        if asked.randomart:
            self.randomart = outside_text(asked.randomart, keep_newlines=True)
            self.randomart.setFont(fixed)
            self.randomart.setWordWrap(False)
            self.randomart.setAccessibleName(self.tr("Picture of the key"))
            layout.addWidget(self.randomart)
        return frame
