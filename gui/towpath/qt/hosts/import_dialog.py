"""Brings in connections: what there is to be had is shown before anything is added."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QHBoxLayout, QPushButton, QTabWidget, QWidget

from towpath.model.browsing import LeftOut
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.host_config import (
    ConnectionsImported,
    FindHosts,
    HostsFound,
    ImportHosts,
    ImportSites,
    ReadSites,
    SitesRead,
)
from towpath.model.text import path_text, printable
from towpath.model.words import as_sentence
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.hosts.candidates import Candidate, CandidateTable, hosts, program, short_path, sites
from towpath.qt.left_out import LeftOutTable
from towpath.qt.theme import SPACE, plain_label

Import = ImportSites | ImportHosts


class ImportDialog(ActDialog):
    """What its heirs have in common: they ask what there is, and show it with `_show` and `_looked`."""

    added = Signal(str)
    """Carries the id of the first new connection."""

    def __init__(
        self, bridge: Bridge, name: str, heading: str, command: Callable[[], Import], parent: QWidget | None = None
    ) -> None:
        """`command` adds what is ticked."""
        super().__init__(bridge, name, parent)
        self._make_command = command
        self._imported: ConnectionsImported | None = None
        self.entitle(self.tr("Import connections"), heading)
        self.found = plain_label(self.tr("Reading the file…"))
        self.found.setObjectName("import-found")
        self.table = CandidateTable("import-table")
        self.left_out = LeftOutTable()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("import-tabs")
        self.tabs.addTab(self.table, "")
        self.tabs.addTab(self.left_out, "")
        self.option = QCheckBox()
        self.option.setVisible(False)
        self.add_button = self.buttons.addButton(self.tr("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setObjectName("import-add")
        self.make_default(self.add_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._add)
        self.body.addWidget(self.found)
        self.body.addWidget(self.tabs, 1)
        self.body.addLayout(self._tick_buttons())
        self.body.addWidget(self.option)
        self.table.chosen_changed.connect(self._refresh)
        self._show([], ())
        self.fit(760, 520)

    def _tick_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        every, none = self.tr("Tick a&ll"), self.tr("Tick &none")
        for text, name, ticked in ((every, "tick-all", True), (none, "tick-none", False)):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, ticked=ticked: self.table.tick_all(ticked))
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    def _show(self, candidates: list[Candidate], left_out: tuple[LeftOut, ...]) -> None:
        self.table.show_candidates(candidates)
        self.left_out.show_left_out(left_out)
        self.tabs.setTabText(0, self.tr("Found: {n}").format(n=len(candidates)))
        self.tabs.setTabText(1, self.tr("Left out: {n}").format(n=len(left_out)))
        self.tabs.setTabVisible(1, bool(left_out))
        if left_out and not candidates:
            self.tabs.setCurrentIndex(1)

    def _refresh(self) -> None:
        number = len(self.table.chosen)
        one, many = self.tr("&Add the connection"), self.tr("&Add {n} connections")
        self.add_button.setText(one if number == 1 else many.format(n=number) if number else self.tr("&Add"))
        self.add_button.setEnabled(number > 0)

    def _looked(self, problem: Problem | None) -> None:
        self.say(problem)
        self.found.setVisible(problem is None)
        self.table.setFocus()

    def _add(self) -> None:
        if self.add_button.isEnabled():
            self.add_button.setEnabled(False)
            self.ask(self._make_command(), self._hear_added, self._added)

    def _hear_added(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, ConnectionsImported):
            self._imported = answer.report

    def _added(self, problem: Problem | None) -> None:
        told = self._imported
        problem = problem or next(iter(told.problems if told else ()), None)
        if told and told.connections:
            self.added.emit(told.connections[0])
        if problem is None:
            self.accept()
            return
        self.say(problem)
        self._refresh()
        if told and told.connections:  # but not all of it: it stays, to be read
            self.add_button.setEnabled(False)


class SitesDialog(ImportDialog):
    """Of another program's file or folder, or, without a path, of where such programs keep theirs."""

    file_asked = Signal()
    """It has closed: the person wants to choose a file."""

    def __init__(self, bridge: Bridge, path: str, parent: QWidget | None = None) -> None:
        name = printable(path_text(os.fsencode(Path(path).name)))
        heading = self.tr("Connections of {file}").format(file=name)
        heading = heading if path else self.tr("Connections of other programs")
        super().__init__(bridge, "import-sites", heading, self._command, parent)
        self._path = path
        self._read: SitesRead | None = None
        self.option.setObjectName("import-passwords")
        if not path:
            choose = self.buttons.addButton(self.tr("Choose a &file…"), QDialogButtonBox.ButtonRole.ActionRole)
            choose.setObjectName("import-choose-file")
            choose.clicked.connect(self._choose_file)
        self.table.chosen_changed.connect(self._refresh_passwords)
        self.ask(ReadSites(request=new_request(), path=path, asker=bridge.asker), self._hear, self._looked)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, SitesRead):
            self._read = answer.report

    def _looked(self, problem: Problem | None) -> None:
        read = self._read
        self._show(sites(read.sites, with_program=not self._path) if read else [], read.left_out if read else ())
        self.found.setText(self._words(read) if read else "")
        super()._looked(problem)

    def _words(self, read: SitesRead) -> str:
        programs = self.tr(" and ").join(dict.fromkeys(program(site.format) for site in read.sites))
        if not read.sites and (self._path or read.left_out):
            return self.tr("There is nothing in it that could be a connection.")
        if not read.sites:
            return self.tr("PuTTY, FileZilla and WinSCP have nothing where they usually keep it: choose a file.")
        copied = self.tr("Read as {programs}. They become connections of their own: the file stays as it is.")
        return copied.format(programs=programs)

    def _refresh_passwords(self) -> None:
        names = {one.name for one in self.table.chosen}
        number = sum(site.has_password and site.name in names for site in self._read.sites) if self._read else 0
        self.option.setVisible(number > 0)
        text = self.tr("&Put their passwords into the system's keyring ({n})")
        self.option.setText(text.format(n=number))

    def _choose_file(self) -> None:
        self.reject()
        self.file_asked.emit()

    def _command(self) -> Import:
        return ImportSites(
            request=new_request(),
            path=self._path,
            names=tuple(one.name for one in self.table.chosen),
            passwords=self.option.isVisible() and self.option.isChecked(),
            asker=self._bridge.asker,
        )


class HostsDialog(ImportDialog):
    """Of an ssh_config: the connections follow the file."""

    def __init__(self, bridge: Bridge, file: str = "", parent: QWidget | None = None) -> None:
        shown = printable(short_path(file) or "~/.ssh/config")
        heading = self.tr("Hosts of {file}").format(file=shown)
        super().__init__(bridge, "import-hosts", heading, self._command, parent)
        self._file = file
        self._hosts: HostsFound | None = None
        self.option.setObjectName("follow-new")
        self.option.setText(self.tr("Hosts that are added to the &file later appear by themselves"))
        self.option.setChecked(bridge.snapshot.settings.hosts.follow_new)
        self.ask(FindHosts(request=new_request(), file=file, asker=bridge.asker), self._hear, self._looked)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, HostsFound):
            self._hosts = answer.report

    def _looked(self, problem: Problem | None) -> None:
        found = self._hosts
        left_out = tuple(LeftOut(0, one.subject, as_sentence(one)) for one in found.problems) if found else ()
        self._show(hosts(found.hosts) if found else [], left_out)
        words = self.tr(
            "They are dialled as ssh does, and follow the file. Patterns such as *.cluster are not listed: type such a"
            " name into Quick connect (page Files, Ctrl+K)."
        )
        none = self.tr(
            "The file names no hosts, or only patterns: type a name into Quick connect (page Files, Ctrl+K)."
        )
        self.found.setText(words if found and found.hosts else none)
        self.option.setVisible(not self._file and problem is None)
        super()._looked(problem)

    def _command(self) -> Import:
        return ImportHosts(
            request=new_request(),
            hosts=tuple(one.name for one in self.table.chosen),
            file=self._file,
            follow_new=None if self._file else self.option.isChecked(),
            asker=self._bridge.asker,
        )
