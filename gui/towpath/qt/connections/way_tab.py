"""The editor's page for the way there: a proxy or a ProxyCommand, then the jump hosts in order."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QListWidgetItem, QWidget

from towpath.model.connection import Connection, Proxy, ProxyKind
from towpath.model.parse import invalid, parse_endpoint, parse_hop
from towpath.model.text import sentence
from towpath.qt.connections.draft import Draft, HopDraft
from towpath.qt.connections.fields import CheckedLine, complaint, message_label, top_label
from towpath.qt.connections.ordered_list import VALUE, OrderedList
from towpath.qt.theme import SPACE, MutedLabel

_COMMAND = "command"
_EDITABLE = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class WayTab(QWidget):
    """Writes the jumps into the draft at once; proxy and command are asked for when all is put together."""

    edited = Signal()

    def __init__(self, connection: Connection, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        proxy = connection.proxy
        command = connection.proxy_command
        self.jumps = OrderedList(self.tr("Jump hosts"), make=lambda: _item(draft.new_hop()))
        self.jumps.fill([_item(jump) for jump in draft.jumps])
        self.jumps.changed.connect(self._jumps_changed)
        self.jumps_message = message_label()
        hint = MutedLabel(self.tr("Gateways to pass, the first one at the top; each as user@host:port."))

        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("First connection"))
        self.kind.addItem(self.tr("directly"), "")
        self.kind.addItem(self.tr("through a SOCKS5 proxy"), ProxyKind.SOCKS5.value)
        self.kind.addItem(self.tr("through an HTTP proxy"), ProxyKind.HTTP.value)
        self.kind.addItem(self.tr("by a command (ProxyCommand)"), _COMMAND)
        self.kind.setCurrentIndex(self.kind.findData(proxy.kind.value if proxy else _COMMAND if command else ""))
        self.address = CheckedLine(
            parse_endpoint,
            f"{proxy.host}:{proxy.port}" if proxy and ":" not in proxy.host else "",
            placeholder="proxy.example.com:1080",
        )
        if proxy and ":" in proxy.host:
            self.address.line.setText(f"[{proxy.host}]:{proxy.port}")
        self.user = CheckedLine(lambda _text: None, proxy.user if proxy else "", placeholder=self.tr("no login"))
        self.command = CheckedLine(_not_empty, command, placeholder="ssh gateway -W %h:%p")

        self._form = QFormLayout(self)
        self._form.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self._form.setVerticalSpacing(SPACE)
        self._form.addRow(self.tr("Leave this machine"), self.kind)
        for label, field in (
            (self.tr("Proxy"), self.address),
            (self.tr("Proxy user"), self.user),
            (self.tr("Command"), self.command),
        ):
            field.name(label)
            field.edited.connect(self.edited)
            self._form.addRow(label, field)
        self._form.addRow(top_label(self.tr("Jump hosts")), self.jumps)
        self._form.addRow("", self.jumps_message)
        self._form.addRow("", hint)
        self.kind.currentIndexChanged.connect(self._kind_changed)
        self._kind_changed()
        self._jumps_changed()

    @property
    def problem(self) -> str:
        """The first thing that is wrong, empty when nothing."""
        return self.address.problem or self.command.problem or self._jumps_problem()

    def proxy(self) -> Proxy | None:
        """The proxy as typed. Raises TowpathError INVALID."""
        kind = self.kind.currentData()
        if kind not in (ProxyKind.SOCKS5.value, ProxyKind.HTTP.value):
            return None
        place = parse_endpoint(self.address.text)
        return Proxy(kind=ProxyKind(kind), host=place.host, port=place.port, user=self.user.text)

    def proxy_command(self) -> str:
        """The command, empty when there is none."""
        return self.command.text if self.kind.currentData() == _COMMAND else ""

    def _kind_changed(self) -> None:
        kind = self.kind.currentData()
        for field, on in (
            (self.address, kind not in ("", _COMMAND)),
            (self.user, kind not in ("", _COMMAND)),
            (self.command, kind == _COMMAND),
        ):
            field.setEnabled(on)
            self._form.setRowVisible(field, on)
            field.refresh()

    def _jumps_changed(self) -> None:
        drafts = []
        for item in self.jumps.items:
            draft: HopDraft = item.data(VALUE)
            draft.text = item.text().strip()
            drafts.append(draft)
        self._draft.jumps[:] = drafts
        problem = self._jumps_problem()
        self.jumps_message.setText(sentence(problem))
        self.jumps_message.setVisible(bool(problem))
        self.edited.emit()

    def _jumps_problem(self) -> str:
        for jump in self._draft.jumps:
            if problem := complaint(parse_hop, jump.text):
                return f"{jump.text or self.tr('empty jump host')}: {problem}"
        return ""


def _item(draft: HopDraft) -> QListWidgetItem:
    item = QListWidgetItem(draft.text)
    item.setFlags(_EDITABLE)
    item.setData(VALUE, draft)
    return item


def _not_empty(text: str) -> None:
    if not text or not text.isprintable():
        raise invalid(text, "not a command", "type one line, as in ssh_config")
