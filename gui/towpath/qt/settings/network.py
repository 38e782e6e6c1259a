"""Settings: what a new connection begins with."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QSpinBox, QWidget

from towpath.model.connection import AddressFamily, Proxy, ProxyKind
from towpath.model.forward import Endpoint
from towpath.model.parse import parse_endpoint
from towpath.model.settings import NetworkSettings, Settings
from towpath.qt.bridge import Bridge
from towpath.qt.connections.fields import CheckedLine, SecondsBox
from towpath.qt.settings.section import Section, choice, choose, noted, switch
from towpath.qt.theme import SPACE


class NetworkSection(Section):
    """Connections that are there keep what they have: the editor changes them one by one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge, "network")
        tr = self.tr
        self.entitle(tr("Network"))
        self.body.insertWidget(
            1,
            noted(
                tr(
                    "What new connections begin with: those that you add, and those of Quick connect. Others stay as"
                    " they are; imported ones have what their files say."
                )
            ),
        )
        self.timeout = SecondsBox(20, 0.1, 3600, tr("Time limit"))
        self.interval = SecondsBox(15, 0, 3600, tr("Probe a silent server every"))
        self.interval.setSpecialValueText(tr("never"))
        self.count = QSpinBox()
        self.count.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.count.setAccessibleName(tr("Count it as gone after"))
        self.count.setRange(1, 100)
        self.count.setSuffix(tr(" unanswered probes"))
        self.again = switch("reconnect", tr("Connect again when the connection is lost"))
        self.give_up = SecondsBox(0, 0, 1_000_000, tr("Give up after"))
        self.give_up.setSpecialValueText(tr("never"))
        self.family = choice(
            "address-family",
            tr("Addresses"),
            (
                (tr("any"), AddressFamily.ANY.value),
                (tr("IPv4 only"), AddressFamily.INET.value),
                (tr("IPv6 only"), AddressFamily.INET6.value),
            ),
        )
        self.proxy_kind = choice(
            "proxy-kind",
            tr("Leave this machine"),
            (
                (tr("directly"), ""),
                (tr("through a SOCKS5 proxy"), ProxyKind.SOCKS5.value),
                (tr("through an HTTP proxy"), ProxyKind.HTTP.value),
            ),
        )
        self.proxy_address = CheckedLine(parse_endpoint, placeholder="proxy.example.com:1080")
        self.proxy_address.name(tr("Proxy"))
        self.proxy_address.line.setObjectName("proxy-address")
        self.proxy_user = CheckedLine(lambda _text: None, placeholder=tr("no login"))
        self.proxy_user.name(tr("Proxy user"))
        self.proxy_user.line.setObjectName("proxy-user")
        for name, box in (
            ("timeout", self.timeout),
            ("interval", self.interval),
            ("count", self.count),
            ("give-up", self.give_up),
        ):
            box.setObjectName(f"network-{name}")
            box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            box.editingFinished.connect(self.save)
        for_each = tr("For each step of logging in; the time in which you type does not count.")
        self.add(self.timeout.accessibleName(), self.timeout, for_each)
        self.add(self.interval.accessibleName(), self.interval)
        self.add(self.count.accessibleName(), self.count)
        self.add(
            tr("After a loss"),
            self.again,
            tr("A login that needed you (password, one-time code) is never repeated without you."),
        )
        self.add(self.give_up.accessibleName(), self.give_up)
        self.add(self.family.accessibleName(), self.family)
        self._proxy_box = QWidget()
        proxy = QFormLayout(self._proxy_box)
        proxy.setContentsMargins(0, 0, 0, 0)
        proxy.setVerticalSpacing(SPACE)
        proxy.addRow(tr("Proxy"), self.proxy_address)
        proxy.addRow(tr("Proxy user"), self.proxy_user)
        self.add(self.proxy_kind.accessibleName(), (self.proxy_kind, self._proxy_box))
        self.again.clicked.connect(self.save)
        self.family.activated.connect(self.save)
        self.proxy_kind.activated.connect(self._show_proxy_fields)
        self.proxy_kind.activated.connect(self.save)
        for line in (self.proxy_address.line, self.proxy_user.line):
            line.editingFinished.connect(self.save)
        self.start()

    def show_settings(self, settings: Settings) -> None:
        network = settings.network
        for box, seconds in (
            (self.timeout, network.timeout),
            (self.interval, network.keepalive.interval),
            (self.give_up, network.reconnect.give_up_after),
        ):
            if not box.hasFocus():
                box.setValue(seconds)
        if not self.count.hasFocus():
            self.count.setValue(network.keepalive.count)
        self.again.setChecked(network.reconnect.enabled)
        choose(self.family, network.address_family.value)
        if self.proxy_kind.hasFocus() or self.proxy_address.line.hasFocus() or self.proxy_user.line.hasFocus():
            return
        proxy = network.proxy
        choose(self.proxy_kind, proxy.kind.value if proxy else "")
        if proxy:
            self.proxy_address.line.setText(str(Endpoint(proxy.host, proxy.port)))
            self.proxy_user.line.setText(proxy.user)
        self._show_proxy_fields()

    def changed(self, before: Settings) -> Settings:
        network = NetworkSettings(
            timeout=self.timeout.value(),
            keepalive=replace(before.network.keepalive, interval=self.interval.value(), count=self.count.value()),
            reconnect=replace(
                before.network.reconnect, enabled=self.again.isChecked(), give_up_after=self.give_up.value()
            ),
            proxy=self._proxy(before.network.proxy),
            address_family=AddressFamily(self.family.currentData()),
        )
        return replace(before, network=network)

    def _proxy(self, before: Proxy | None) -> Proxy | None:
        """As typed; as it was, while that is no address."""
        kind = self.proxy_kind.currentData()
        if not kind:
            return None
        if self.proxy_address.problem:
            return before
        place = parse_endpoint(self.proxy_address.text)
        return Proxy(kind=ProxyKind(kind), host=place.host, port=place.port, user=self.proxy_user.text)

    def _show_proxy_fields(self) -> None:
        self._proxy_box.setVisible(bool(self.proxy_kind.currentData()))
