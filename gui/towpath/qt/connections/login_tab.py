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

from towpath.model.connection import Auth, AuthMethod, HostKeyPolicy
from towpath.model.parse import parse_host
from towpath.qt.connections.draft import Draft
from towpath.qt.connections.fields import CheckedLine, SecondsBox, top_label
from towpath.qt.connections.ordered_list import VALUE, OrderedList
from towpath.qt.theme import SPACE, MutedLabel

_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_CHECKABLE = _FIXED | Qt.ItemFlag.ItemIsUserCheckable


class LoginTab(QScrollArea):
    """Shows the options of one machine at a time and writes each change into its draft at once."""

    edited = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
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
        form.addRow(top_label(self.tr("Methods")), self.methods)
        form.addRow(self.tr("Unknown host key"), self.policy)
        form.addRow(self.tr("Known as"), self.alias)
        form.addRow(self.tr("Time limit"), self.timeout)
        form.addRow("", self.compression)
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
        for signal in (
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

    @property
    def problem(self) -> str:
        """The first thing that is wrong, empty when nothing."""
        return self.alias.problem

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
        self._filling = False

    def _write(self) -> None:
        """Keep the fields in the draft of the current machine."""
        if self._filling:
            return
        methods = [item for item in self.methods.items if item.checkState() == Qt.CheckState.Checked]
        auth = Auth(
            identity_files=tuple(item.text() for item in self.keys.items),
            certificate_files=tuple(item.text() for item in self.certificates.items),
            use_agent=self.agent.isChecked(),
            identities_only=self.only.isChecked(),
            methods=tuple(AuthMethod(item.data(VALUE)) for item in methods),
        )
        self._current.options = msgspec.structs.replace(
            self._current.options,
            auth=auth,
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
