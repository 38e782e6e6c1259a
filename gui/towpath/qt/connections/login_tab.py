"""The editor's page for logging in: keys, methods and host-key policy, for each machine on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from towpath.model.connection import AuthMethod, HostKeyPolicy
from towpath.model.parse import parse_host
from towpath.qt.connections.draft import Draft
from towpath.qt.connections.fields import CheckedLine, SecondsBox, top_label
from towpath.qt.connections.machine_options import MachineOptions
from towpath.qt.connections.option_lines import Choice, TextLine
from towpath.qt.connections.ordered_list import VALUE, OrderedList
from towpath.qt.connections.session_options import AgentForwarding
from towpath.qt.theme import SPACE, MutedLabel

_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_CHECKABLE = _FIXED | Qt.ItemFlag.ItemIsUserCheckable


class LoginTab(QScrollArea):
    """Shows the options of one machine at a time and writes each change into its draft at once."""

    edited = Signal()

    def __init__(self, draft: Draft, forward_agent: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.forwarding = AgentForwarding(forward_agent)
        """Of the whole connection."""
        self._current = draft.target
        self._filling = False
        self._make_fields()
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.addRow(self.tr("Machine"), self.machine)
        form.addRow(top_label(self.tr("Key files")), self.keys)
        form.addRow("", MutedLabel(self.tr("None chosen: ssh's own default keys are tried.")))
        form.addRow(top_label(self.tr("Certificates")), self.certificates)
        form.addRow("", self.agent)
        form.addRow("", self.only)
        form.addRow(self.tr("Agent socket"), self.agent_socket)
        form.addRow(self.tr("Opened keys"), self.add_keys)
        form.addRow(top_label(self.tr("Methods")), self.methods)
        form.addRow(self.tr("Unknown host key"), self.policy)
        form.addRow(self.tr("Known as"), self.alias)
        form.addRow(self.tr("Time limit"), self.timeout)
        form.addRow("", self.compression)
        form.addRow(self.more)
        form.addRow(self.tr("Whole connection"), self.forwarding)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # the tab's own ground shows
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.refresh_machines()

    def _make_fields(self) -> None:
        self.machine = QComboBox()
        self.machine.setAccessibleName(self.tr("Machine"))
        self.machine.currentIndexChanged.connect(self._machine_chosen)
        self.keys = OrderedList(self.tr("Key files"), make=self._file_chooser(self.tr("Choose a private key")))
        self.certificates = OrderedList(
            self.tr("Certificates"), make=self._file_chooser(self.tr("Choose a certificate"))
        )
        for several in (self.keys, self.certificates):
            several.setMaximumHeight(112)
        self.agent = QCheckBox(self.tr("Use keys of the ssh agent"))
        self.only = QCheckBox(self.tr("Offer only the key files named above (IdentitiesOnly)"))
        self.methods = OrderedList(self.tr("Methods, the preferred first"))
        self.policy = QComboBox()
        self.policy.setAccessibleName(self.tr("Unknown host key"))
        self.policy.addItem(self.tr("ask me"), HostKeyPolicy.ASK.value)
        self.policy.addItem(self.tr("accept and remember (a changed key still blocks)"), HostKeyPolicy.ACCEPT_NEW.value)
        self.policy.addItem(self.tr("refuse"), HostKeyPolicy.STRICT.value)
        self.alias = CheckedLine(_host_or_nothing, placeholder=self.tr("its host name"))
        self.alias.name(self.tr("Name in known_hosts (HostKeyAlias)"))
        self.alias.setToolTip(self.tr("Name in known_hosts (HostKeyAlias)"))
        self.timeout = SecondsBox(20, 0.1, 3600, self.tr("Time limit for each step of logging in"))
        self.timeout.setToolTip(self.tr("For each step of logging in; the time in which you type does not count."))
        self.compression = QCheckBox(self.tr("Compress (for slow links)"))
        self.agent_socket = TextLine(self.tr("that of this session"))
        self.agent_socket.name(self.tr("Socket of another agent (IdentityAgent)"))
        self.agent_socket.setToolTip(self.tr("Socket of another agent (IdentityAgent)"))
        self.add_keys = Choice(
            ("no", self.tr("are not kept")),
            ("yes", self.tr("go to the agent")),
            ("ask", self.tr("go to the agent, after asking me")),
            ("confirm", self.tr("go to the agent, which asks at each use")),
        )
        self.add_keys.setAccessibleName(self.tr("Opened keys (AddKeysToAgent)"))
        self.add_keys.setToolTip("AddKeysToAgent")
        self.more = MachineOptions()
        for signal in (
            self.agent_socket.edited,
            self.add_keys.currentIndexChanged,
            self.more.edited,
            self.keys.changed,
            self.certificates.changed,
            self.methods.changed,
            self.agent.toggled,
            self.only.toggled,
            self.policy.currentIndexChanged,
            self.alias.edited,
            self.timeout.valueChanged,
            self.compression.toggled,
        ):
            signal.connect(self._write)
        self.forwarding.switch.toggled.connect(self.edited)

    @property
    def problem(self) -> str:
        """The first thing that is wrong, empty when nothing."""
        return self.alias.problem or self.agent_socket.problem or self.more.problem

    def follow_file(self, follows: bool) -> None:
        """What an ssh_config says is shown, and cannot be changed here."""
        for field in (
            *(self.keys, self.certificates, self.agent, self.only, self.agent_socket, self.add_keys, self.methods),
            *(self.policy, self.alias, self.timeout, self.compression, self.more, self.forwarding),
        ):
            field.setEnabled(not follows)

    def refresh_machines(self) -> None:
        """The machines were renamed, added, removed or moved."""
        hops = self._draft.hops
        if self._current not in hops:
            self._current = self._draft.target
        self._filling = True
        self.machine.clear()
        for hop in hops:
            role = self.tr("{name} (target)") if hop is self._draft.target else self.tr("{name} (jump host)")
            self.machine.addItem(role.format(name=hop.text or "…"))
        self.machine.setCurrentIndex(hops.index(self._current))
        self._filling = False
        self._read()

    def _machine_chosen(self, number: int) -> None:
        if not self._filling and number >= 0:
            self._current = self._draft.hops[number]
            self._read()

    def _read(self) -> None:
        """Fill the fields from the draft of the current machine."""
        self._filling = True
        hop = self._current.options
        self.keys.fill([_fixed(path) for path in hop.auth.identity_files])
        self.certificates.fill([_fixed(path) for path in hop.auth.certificate_files])
        self.agent.setChecked(hop.auth.use_agent)
        self.only.setChecked(hop.auth.identities_only)
        rest = [method for method in AuthMethod if method not in hop.auth.methods]
        self.methods.fill([self._method(m, checked=m in hop.auth.methods) for m in (*hop.auth.methods, *rest)])
        self.policy.setCurrentIndex(self.policy.findData(hop.host_key_policy.value))
        self.alias.line.setText(hop.host_key_alias)
        self.timeout.setValue(hop.timeout)
        self.compression.setChecked(hop.compression)
        self.agent_socket.show_text(hop.auth.identity_agent)
        self.add_keys.choose(hop.auth.add_keys_to_agent)
        self.more.show_hop(hop)
        self._filling = False

    def _write(self) -> None:
        """Keep the fields in the draft of the current machine."""
        if self._filling:
            return
        methods = [item for item in self.methods.items if item.checkState() == Qt.CheckState.Checked]
        auth = msgspec.structs.replace(
            self._current.options.auth,
            identity_files=tuple(item.text() for item in self.keys.items),
            certificate_files=tuple(item.text() for item in self.certificates.items),
            use_agent=self.agent.isChecked(),
            identities_only=self.only.isChecked(),
            methods=tuple(AuthMethod(item.data(VALUE)) for item in methods),
            identity_agent=self.agent_socket.text,
            add_keys_to_agent=self.add_keys.value,
        )
        self._current.options = msgspec.structs.replace(
            self.more.applied(msgspec.structs.replace(self._current.options, auth=auth)),
            host_key_policy=HostKeyPolicy(self.policy.currentData()),
            host_key_alias=self.alias.text if not self.alias.problem else self._current.options.host_key_alias,
            timeout=self.timeout.value(),
            compression=self.compression.isChecked(),
        )
        self.edited.emit()

    def _method(self, method: AuthMethod, *, checked: bool) -> QListWidgetItem:
        text = {
            AuthMethod.PUBLICKEY: self.tr("Keys (publickey)"),
            AuthMethod.KEYBOARD_INTERACTIVE: self.tr("Questions, one-time codes (keyboard-interactive)"),
            AuthMethod.PASSWORD: self.tr("Password"),
        }[method]
        item = QListWidgetItem(text)
        item.setFlags(_CHECKABLE)
        item.setData(VALUE, method.value)
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        return item

    def _file_chooser(self, title: str) -> Callable[[], QListWidgetItem | None]:
        def choose() -> QListWidgetItem | None:
            chosen, _filter = QFileDialog.getOpenFileName(self, title, str(Path.home() / ".ssh"))
            return _fixed(_short(chosen)) if chosen else None

        return choose


def _fixed(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(_FIXED)
    return item


def _short(path: str) -> str:
    """Paths below the home folder are kept with `~`, so that a configuration can move."""
    try:
        return str(Path("~") / Path(path).relative_to(Path.home()))
    except ValueError:
        return path


def _host_or_nothing(text: str) -> None:
    if text:
        parse_host(text)
