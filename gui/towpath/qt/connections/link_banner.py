"""Above the editor of a connection that follows an ssh_config: where its values come from, and the way out of that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from towpath.model.connection import SshConfigLink
from towpath.model.text import printable
from towpath.qt.banner import Banner


class LinkBanner(Banner):
    """Empty for a connection without a link."""

    unlinked = Signal()

    def __init__(self, link: SshConfigLink | None, parent: QWidget | None = None) -> None:
        super().__init__("", sign="info", closable=False, parent=parent)
        if link:
            told = self.tr("Follows {host} in {file}: its values are shown here and changed there.")
            self.label.setText(told.format(host=printable(link.host), file=printable(link.file or "~/.ssh/config")))
            self.setAccessibleName(self.label.text())
        self.button = QPushButton(self.tr("&Unlink and edit"))
        self.button.setObjectName("unlink")
        self.button.setToolTip(self.tr("The values stay as they are now, and no longer follow the file."))
        self.button.clicked.connect(self.unlinked)
        self.row.addWidget(self.button)
