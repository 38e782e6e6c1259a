"""The dialog that makes and changes a connection. It checks as one types; OK waits until all is right."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from towpath.model.connection import Connection, Hop
from towpath.model.error import TowpathError
from towpath.model.new_connection import begun
from towpath.model.parse import invalid, parse_hop, parse_name
from towpath.model.settings import NetworkSettings
from towpath.model.state import Status
from towpath.qt.connections.advanced_tab import AdvancedTab
from towpath.qt.connections.draft import Draft
from towpath.qt.connections.fields import CheckedLine, form_page
from towpath.qt.connections.forwards_tab import ForwardsTab
from towpath.qt.connections.link_banner import LinkBanner
from towpath.qt.connections.login_tab import LoginTab
from towpath.qt.connections.way_tab import WayTab
from towpath.qt.icons import status_icon
from towpath.qt.saving_dialog import SavingDialog
from towpath.qt.theme import SPACE, MutedLabel, tool_tip


class ConnectionEditor(SavingDialog):
    """`taken` maps the names in use to the ids of their connections, `network` is what a new one begins with."""

    asked_to_save = Signal(object)
    """Carries the new `Connection`; the answer goes to `finish_saving`."""

    def __init__(
        self,
        connection: Connection | None,
        taken: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        network: NetworkSettings | None = None,
    ) -> None:
        super().__init__(self._emit, self._is_as_it_was, parent)
        self.setObjectName("editor")
        self._id = connection.id if connection else uuid.uuid4().hex
        self._taken = taken
        self._before = connection
        self._link = connection.link if connection else None
        blank = Connection(id=self._id, name="", target=Hop(host="draft"))
        shown = connection or begun(blank, network or NetworkSettings())
        self._draft = Draft(connection, blank.target if connection else shown.target)
        known = connection is not None and connection.id in taken.values()
        self.setWindowTitle(self.tr("Edit connection") if known else self.tr("New connection"))
        self.way = WayTab(shown, self._draft)
        self.login = LoginTab(self._draft, connection.forward_agent if connection else "")
        self.forwards = ForwardsTab(connection.forwards if connection else (), self._far)
        self.advanced = AdvancedTab(shown)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._basics(connection), self.tr("&Connection"))
        self.tabs.addTab(self.way, self.tr("&Way there"))
        self.tabs.addTab(self.login, self.tr("&Login"))
        self.tabs.addTab(self.forwards, self.tr("&Forwards"))
        self.tabs.addTab(self.advanced, self.tr("&Advanced"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE + 4)
        self.banner = LinkBanner(self._link)
        self.banner.unlinked.connect(self._unlink)
        layout.addWidget(self.banner)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.buttons)
        self.tabs.currentChanged.connect(self.login.refresh_machines)
        for tab in (self.way, self.login, self.forwards, self.advanced):
            tab.edited.connect(self._check)
        self._show_link()
        self._at_first = self._content()
        self._check()
        self.name.line.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(680, 560)

    def _basics(self, connection: Connection | None) -> QWidget:
        self.name = CheckedLine(
            self._check_name, connection.name if connection else "", placeholder=self.tr("lab machine")
        )
        self.target = CheckedLine(parse_hop, self._draft.target.text, placeholder="user@host:port")
        self.group = CheckedLine(_check_group, connection.group if connection else "", placeholder=self.tr("none"))
        page, form = form_page()
        for label, field in (
            (self.tr("Name"), self.name),
            (self.tr("Log in to"), self.target),
            (self.tr("Group"), self.group),
        ):
            field.name(label)
            form.addRow(label, field)
        hint = MutedLabel(
            self.tr(
                "The machine you want to reach, as user@host:port; port 22 may be left out.\n"
                "Gateways on the way belong under “Way there”, ports to reach under “Forwards”."
            )
        )
        form.addRow("", hint)
        self.name.edited.connect(self._check)
        self.group.edited.connect(self._check)
        self.target.edited.connect(self._target_changed)
        return page

    # --- checking and saving

    @property
    def problem(self) -> str:
        """The first thing that is wrong in the whole dialog, in words; empty when it can be saved."""
        return next((problem for problem in self._problems() if problem), "")

    def connection(self) -> Connection:
        """What the fields say. Raises TowpathError INVALID."""
        target = self._draft.target.hop()
        before = self._before or Connection(id=self._id, name=self.name.text, target=target)
        typed = replace(
            before,
            name=parse_name(self.name.text),
            target=target,
            jumps=tuple(jump.hop() for jump in self._draft.jumps),
            proxy=self.way.proxy(),
            proxy_command=self.way.proxy_command(),
            forwards=self.forwards.forwards(),
            keepalive=self.advanced.keepalive(),
            reconnect=self.advanced.reconnect(),
            checks=self.advanced.checks(),
            sftp_command=self.advanced.sftp_command(),
            group=self.group.text,
            link=self._link,
            imported=before.imported or before.link != self._link,  # its commands are the file's, not typed here
            forward_agent=self.login.forwarding.value,
        )
        return self.advanced.session.applied(typed)

    def _unlink(self) -> None:
        """From now on it is like any other; the values stay."""
        self._link = None
        self._show_link()
        self._check()
        self.target.setFocus()

    def _show_link(self) -> None:
        """What an ssh_config says is shown, and cannot be changed here."""
        follows = self._link is not None
        self.banner.setVisible(follows)
        for part in (self.target, self.way):
            part.setEnabled(not follows)
        for tab in (self.login, self.forwards, self.advanced):
            tab.follow_file(follows)

    def _emit(self) -> None:
        self.asked_to_save.emit(self.connection())

    @property
    def passwords(self) -> dict[str, str]:
        """What was typed for the clients of dynamic forwards, by the forward's id."""
        return self.forwards.passwords

    def _is_as_it_was(self) -> bool:
        return self._content() == self._at_first and not self.passwords

    def _content(self) -> object:
        """What would be saved or, while that cannot be, what was typed."""
        try:
            return self.connection()
        except TowpathError:
            jumps = tuple(jump.text for jump in self._draft.jumps)
            return self.name.text, self.target.text, self.group.text, jumps, self.forwards.forwards()

    def _problems(self) -> tuple[str, ...]:
        """One for each page; the forwards' own dialog lets nothing wrong through."""
        basics = ""
        for label, field in (
            (self.tr("Name"), self.name),
            (self.tr("Log in to"), self.target),
            (self.tr("Group"), self.group),
        ):
            basics = basics or (f"{label}: {field.problem}" if field.problem else "")
        return basics, self.way.problem, self.login.problem, "", self.advanced.problem

    def _check(self) -> None:
        problem = self.problem
        self.save_button.setEnabled(not problem)
        # Nobody has done anything wrong yet in a dialog that was just opened: it greets nobody with a complaint.
        greeting = self._content() == self._at_first
        for number, on_page in enumerate(self._problems()):
            told = "" if greeting else on_page
            self.tabs.setTabIcon(number, status_icon(Status.DEGRADED) if told else QIcon())
            self.tabs.setTabToolTip(number, tool_tip(told))
        self.summary.setText("" if greeting else problem)
        self.summary.setVisible(bool(problem) and not greeting)

    def _far(self) -> str:
        """The machine that forwards lead to, as far as it was typed."""
        try:
            return self._draft.target.hop().host
        except TowpathError:
            return self.tr("the machine")

    def _target_changed(self) -> None:
        self._draft.target.text = self.target.text
        self._check()

    def _check_name(self, text: str) -> None:
        name = parse_name(text)
        if self._taken.get(name, self._id) != self._id:
            raise invalid(text, self.tr("a connection with this name exists"))


def _check_group(text: str) -> None:
    if len(text) > 60 or not text.isprintable():
        raise invalid(text, "not a group name", "up to 60 characters")
