"""What few people choose for a machine on the way: how it is dialled, its known_hosts, the algorithms. Folded away."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from towpath.model.algorithm_names import CIPHERS, KEY_EXCHANGES, KEYS, MACS
from towpath.model.connection import AddressFamily, Algorithms, Hop
from towpath.model.error import TowpathError
from towpath.qt.connections.option_lines import Choice, NamesLine, OptionForm, TextLine, WordsLine
from towpath.qt.fold import Fold
from towpath.qt.theme import SPACE


class MachineOptions(QWidget):
    """Shows those of one machine at a time."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.network = _Network()
        self.known_hosts = _KnownHosts()
        self.algorithms = _AlgorithmLists()
        self.folds = (
            Fold("fold-network", self.tr("Network"), self.network),
            Fold("fold-known-hosts", self.tr("Known hosts"), self.known_hosts),
            Fold("fold-algorithms", self.tr("Algorithms"), self.algorithms),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        for fold in self.folds:
            layout.addWidget(fold)
        for form in self._forms:
            form.edited.connect(self.edited)

    @property
    def _forms(self) -> Sequence[_Network | _KnownHosts | _AlgorithmLists]:
        return self.network, self.known_hosts, self.algorithms

    @property
    def problem(self) -> str:
        """The first thing that is wrong, empty when nothing."""
        return next((form.problem for form in self._forms if form.problem), "")

    def show_hop(self, hop: Hop) -> None:
        """Fill the fields."""
        plain = Hop(host=hop.host)
        for form, fold in zip(self._forms, self.folds, strict=True):
            form.show_hop(hop)
            fold.open_for(form.applied(plain) != plain)

    def applied(self, hop: Hop) -> Hop:
        """The machine with what the fields say; what is wrong changes nothing."""
        for form in self._forms:
            try:
                hop = form.applied(hop)
            except TowpathError:
                continue
        return hop


class _Network(OptionForm):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.family = Choice(
            (AddressFamily.ANY.value, self.tr("any")),
            (AddressFamily.INET.value, self.tr("IPv4 only")),
            (AddressFamily.INET6.value, self.tr("IPv6 only")),
        )
        self.bind = TextLine(self.tr("any address of this machine"))
        self.keepalive = QCheckBox(self.tr("TCP keepalive (TCPKeepAlive)"))
        self.keepalive.toggled.connect(self.edited)
        self.add_choice(self.tr("Addresses"), self.family, "AddressFamily")
        self.add_line(self.tr("Dial from"), self.bind, "BindAddress")
        self.form.addRow("", self.keepalive)

    def show_hop(self, hop: Hop) -> None:
        self.family.choose(hop.address_family.value)
        self.bind.show_text(hop.bind_address)
        self.keepalive.setChecked(hop.tcp_keepalive)

    def applied(self, hop: Hop) -> Hop:
        return replace(
            hop,
            address_family=AddressFamily(self.family.value),
            bind_address=self.bind.text,
            tcp_keepalive=self.keepalive.isChecked(),
        )


class _KnownHosts(OptionForm):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.own = WordsLine("~/.ssh/known_hosts ~/.ssh/known_hosts2")
        self.system = WordsLine("/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2")
        self.command = TextLine(self.tr("none"))
        self.hash = QCheckBox(self.tr("Write names hashed (HashKnownHosts)"))
        self.hash.toggled.connect(self.edited)
        self.add_line(self.tr("Your files"), self.own, "UserKnownHostsFile")
        self.add_line(self.tr("The system's files"), self.system, "GlobalKnownHostsFile")
        self.add_line(self.tr("More from a command"), self.command, "KnownHostsCommand")
        self.form.addRow("", self.hash)

    def show_hop(self, hop: Hop) -> None:
        self.own.show_words(hop.known_hosts_files)
        self.system.show_words(hop.global_known_hosts_files)
        self.command.show_text(hop.known_hosts_command)
        self.hash.setChecked(hop.hash_known_hosts)

    def applied(self, hop: Hop) -> Hop:
        return replace(
            hop,
            known_hosts_files=self.own.words,
            global_known_hosts_files=self.system.words,
            known_hosts_command=self.command.text,
            hash_known_hosts=self.hash.isChecked(),
        )


class _AlgorithmLists(OptionForm):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ciphers = NamesLine(CIPHERS)
        self.key_exchange = NamesLine(KEY_EXCHANGES)
        self.macs = NamesLine(MACS)
        self.host_keys = NamesLine(KEYS)
        self.public_keys = NamesLine(KEYS)
        for title, line, keyword in (
            (self.tr("Ciphers"), self.ciphers, "Ciphers"),
            (self.tr("Key exchange"), self.key_exchange, "KexAlgorithms"),
            (self.tr("MACs"), self.macs, "MACs"),
            (self.tr("Host keys"), self.host_keys, "HostKeyAlgorithms"),
            (self.tr("Your keys"), self.public_keys, "PubkeyAcceptedAlgorithms"),
        ):
            line.line.setPlaceholderText(self.tr("Towpath's own choice"))
            self.add_line(title, line, keyword)

    def show_hop(self, hop: Hop) -> None:
        self.ciphers.show_names(hop.algorithms.ciphers)
        self.key_exchange.show_names(hop.algorithms.key_exchange)
        self.macs.show_names(hop.algorithms.macs)
        self.host_keys.show_names(hop.algorithms.host_keys)
        self.public_keys.show_names(hop.auth.public_key_algorithms)

    def applied(self, hop: Hop) -> Hop:
        lists = Algorithms(
            ciphers=self.ciphers.names,
            key_exchange=self.key_exchange.names,
            macs=self.macs.names,
            host_keys=self.host_keys.names,
        )
        return replace(hop, algorithms=lists, auth=replace(hop.auth, public_key_algorithms=self.public_keys.names))
