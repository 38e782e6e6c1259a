"""The first start: what people have already, offered by one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.host_config import (
    AnsweredWelcome,
    ConnectionsImported,
    FindHosts,
    HostsFound,
    ImportHosts,
    ImportSites,
    ReadSites,
    SitesRead,
)
from towpath.model.keys import KeysListed, ListKeys
from towpath.model.text import printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.glyph import Glyph
from towpath.qt.hosts.candidates import CandidateTable, hosts, program, short_path, sites
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

_LETTERS = 110
"""How wide it gets."""
_TOP = 3 * SPACE


class Welcome(QWidget):
    """Looks for hosts, keys, agents and other programs' sites; `ready` says whether there is something to offer."""

    ready = Signal(bool)
    failed = Signal(object)
    added = Signal(str)
    """Carries the id of the first of the new connections."""
    declined = Signal()
    """The person wants to begin with nothing."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._waiting = 0
        self._hosts: HostsFound | None = None
        self._sites: SitesRead | None = None
        self._keys: KeysListed | None = None
        self._to_do: list[ImportHosts | ImportSites] = []
        self._has_added = False
        tr = self.tr
        title = QLabel(tr("Welcome to Towpath"))
        title.setFont(scaled(title.font(), 1.35, strong=True))
        lead = MutedLabel(
            tr("This is here already. What is ticked becomes connections; the files they come from stay as they are.")
        )
        lead.setWordWrap(True)
        self.found = QVBoxLayout()
        self.found.setSpacing(SPACE)
        self.table = CandidateTable("welcome-table")
        self.table.chosen_changed.connect(self._refresh)
        self.follow = QCheckBox(tr("&Keep in step: new hosts in ~/.ssh/config appear by themselves"))
        self.follow.setObjectName("welcome-follow")
        self.follow.setChecked(True)
        self.add_button = QPushButton()
        self.add_button.setObjectName("welcome-add")
        self.add_button.setProperty("primary", True)
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self._add)
        self.decline_button = QPushButton(tr("Start with &nothing"))
        self.decline_button.setObjectName("welcome-decline")
        self.decline_button.clicked.connect(self._decline)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.decline_button)
        buttons.addWidget(self.add_button)
        column = QVBoxLayout()
        column.setSpacing(SPACE + 4)
        column.addWidget(title)
        column.addWidget(lead)
        column.addLayout(self.found)
        column.addWidget(self.table, 100)
        column.addWidget(self.follow)
        column.addLayout(buttons)
        column.addStretch(1)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_LETTERS * self.fontMetrics().averageCharWidth())
        row = QHBoxLayout(self)
        row.setContentsMargins(_TOP, _TOP, _TOP, _TOP)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)

    # --- looking

    def look(self) -> None:
        """Ask the engine what there is. Comes to its end with `ready`."""
        asker = self._bridge.asker
        questions = (
            FindHosts(request=new_request(), asker=asker),
            ReadSites(request=new_request(), path="", asker=asker),
            ListKeys(request=new_request(), asker=asker),
        )
        self._waiting = len(questions)
        for question in questions:
            self._bridge.ask(question, self._hear, self._looked)

    def _hear(self, answer: Answer) -> None:
        if not isinstance(answer, Reported):
            return
        match answer.report:
            case HostsFound() as found:
                self._hosts = found
            case SitesRead() as found:
                self._sites = found
            case KeysListed() as found:
                self._keys = found

    def _looked(self, _problem: Problem | None) -> None:
        """What cannot be read now can be imported later, and says why then."""
        self._waiting -= 1
        if self._waiting:
            return
        found = hosts(self._hosts.hosts) if self._hosts else []
        others = sites(self._sites.sites, with_program=True) if self._sites else []
        self.table.show_candidates([*found, *others])
        self.table.setMaximumHeight(self.table.full_height)
        self.follow.setVisible(bool(found))
        for sign, words in self._summary():
            self.found.addLayout(_line(sign, words))
        self.ready.emit(bool(found or others))

    def _summary(self) -> list[tuple[str, str]]:
        """What was found, a line each, with its icon."""
        lines = []
        if self._hosts and self._hosts.hosts:
            file = printable(short_path(self._hosts.file))
            one, many = self.tr("One host in {file}"), self.tr("{n} hosts in {file}")
            lines.append(("server", _counted(one, many, len(self._hosts.hosts)).format(file=file)))
        if self._sites:
            by_program: dict[str, int] = {}
            for site in self._sites.sites:
                by_program[program(site.format)] = by_program.get(program(site.format), 0) + 1
            for name, number in by_program.items():
                one, many = self.tr("One connection of {program}"), self.tr("{n} connections of {program}")
                lines.append(("import", _counted(one, many, number).format(program=name)))
        if self._keys:
            lines += self._key_lines(self._keys)
        return lines

    def _key_lines(self, listed: KeysListed) -> list[tuple[str, str]]:
        lines = []
        own = [key for key in listed.keys if key.has_private]
        if own:
            one, many = self.tr("One key in {folder}"), self.tr("{n} keys in {folder}")
            folder = printable(short_path(listed.folder))
            lines.append(("key", _counted(one, many, len(own)).format(folder=folder)))
        if held := sum(agent.keys for agent in listed.agents):
            one, many = self.tr("An agent that holds one key"), self.tr("An agent that holds {n} keys")
            lines.append(("agent", _counted(one, many, held)))
        return lines

    # --- answering

    def _refresh(self) -> None:
        number = len(self.table.chosen)
        one, many = self.tr("&Add the connection"), self.tr("&Add {n} connections")
        self.add_button.setText(one if number == 1 else many.format(n=number))
        self.add_button.setEnabled(number > 0)

    def _add(self) -> None:
        self.add_button.setEnabled(False)
        chosen = self.table.chosen
        asker = self._bridge.asker
        if names := tuple(one.name for one in chosen if one.is_host):
            follow = self.follow.isChecked()
            self._to_do.append(ImportHosts(request=new_request(), hosts=names, follow_new=follow, asker=asker))
        if names := tuple(one.name for one in chosen if not one.is_host):
            self._to_do.append(ImportSites(request=new_request(), path="", names=names, asker=asker))
        self._go_on()

    def _go_on(self) -> None:
        """One after the other, so that the first in the list is the first that is there."""
        if self._to_do:
            self._bridge.ask(self._to_do.pop(0), self._hear_added, self._added)
            return
        if self._has_added:
            self._bridge.submit(AnsweredWelcome())
        self._refresh()

    def _hear_added(self, answer: Answer) -> None:
        if not isinstance(answer, Reported) or not isinstance(answer.report, ConnectionsImported):
            return
        for problem in answer.report.problems:
            self.failed.emit(problem)
        if answer.report.connections and not self._has_added:
            self._has_added = True
            self.added.emit(answer.report.connections[0])

    def _added(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        self._go_on()

    def _decline(self) -> None:
        self._bridge.submit(AnsweredWelcome())
        self.declined.emit()


def _line(sign: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE)
    row.addWidget(Glyph(sign, 20), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain_label(words), 1)
    return row


def _counted(one: str, many: str, number: int) -> str:
    return one if number == 1 else many.replace("{n}", str(number))
