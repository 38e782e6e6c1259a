"""What is known of a file or folder: its attributes, what is in it, where a link leads, and its checksum."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.file_work import Inspect, Inspected, Measure, Measured
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.text import size
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.columns import owner_text
from towpath.qt.files.dialogs.checksum import ChecksumRow
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.file_types import type_word
from towpath.qt.files.file_words import counted, machine_name, moment, permissions_text, several, shown
from towpath.qt.theme import SPACE, plain_label

_WIDTH = 680


class PropertiesDialog(ActDialog):
    """Of several at once it tells what they hold together."""

    def __init__(self, bridge: Bridge, places: Sequence[Place], parent: QWidget) -> None:
        super().__init__(bridge, "properties-dialog", parent)
        self._places = tuple(places)
        what = several([posixpath.basename(place.path) or place.path for place in places])
        self.entitle(self.tr("Properties"), what)
        self.rows: dict[str, QLabel] = {}
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setVerticalSpacing(SPACE - 2)
        self.body.addLayout(self._form)
        self.body.addStretch(1)
        close = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        machine = machine_name(bridge.snapshot, places[0].connection)
        folder = shown(posixpath.dirname(places[0].path))
        self._tell("where", self.tr("Where"), self.tr("{folder} on {machine}").format(folder=folder, machine=machine))
        if len(places) == 1:
            self.ask(Inspect(request=new_request(), place=places[0]), self._hear, self._looked)
        else:
            self._measure()
        self.fit(_WIDTH, 260)
        close.setFocus()

    def _tell(self, name: str, title: str, text: str) -> None:
        """A row, or its new text; an empty one is not worth a row."""
        if name in self.rows:
            self.rows[name].setText(text)
        elif text:
            label = plain_label(text)
            label.setObjectName(f"property-{name}")
            label.setAccessibleName(f"{title}: {text}")
            by = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            label.setTextInteractionFlags(by)
            self._form.addRow(title, label)
            self.rows[name] = label
            self.fit(_WIDTH)

    def _measure(self) -> None:
        self._tell("contents", self.tr("Contents"), self.tr("counting…"))
        self.ask(Measure(request=new_request(), places=self._places), self._hear, self._counted)

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=Inspected() as inspected):
                self._show(inspected)
            case Reported(report=Measured() as measured):
                text = counted(measured)
                if measured.unreadable:
                    text = self.tr("{count}, and what is in folders that cannot be listed").format(count=text)
                self._tell("contents", self.tr("Contents"), text)

    def _show(self, inspected: Inspected) -> None:
        entry, known = inspected.entry, inspected.entry.attributes
        self._tell("type", self.tr("Type"), type_word(known.kind, shown(entry.name)))
        if known.kind is FileKind.LINK:
            self._tell("target", self.tr("Leads to"), shown(entry.target or b"?"))
            self._tell("followed", self.tr("Which is"), self._followed(inspected.followed))
        if inspected.resolved not in (b"", inspected.path):
            self._tell("resolved", self.tr("Without links"), shown(inspected.resolved))
        if known.kind is FileKind.FILE:
            exact = self.tr("{size} ({n} bytes)")
            self._tell("size", self.tr("Size"), exact.format(size=size(known.size), n=f"{known.size:,}"))
        self._tell("modified", self.tr("Modified"), moment(known.mtime))
        self._tell("accessed", self.tr("Read"), moment(known.atime))
        if known.mode is not None:
            text = f"{permissions_text(known.mode)} ({known.mode:03o})"
            self._tell("permissions", self.tr("Permissions"), text)
        self._tell("owner", self.tr("Owner and group"), owner_text(entry))
        if known.links is not None and known.links > 1 and known.kind is FileKind.FILE:
            self._tell("names", self.tr("Names"), self.tr("{n} (hard links)").format(n=known.links))
        if known.kind is FileKind.FOLDER:
            self._measure()
        if FileKind.FILE in (known.kind, inspected.followed.kind if inspected.followed else None):
            self.checksum = ChecksumRow(self, self._places[0])
            self._form.addRow(self.tr("SHA-256"), self.checksum)
            self.fit(_WIDTH)

    def _followed(self, followed: Attributes | None) -> str:
        if followed is None:
            return self.tr("nothing: there is no such file")
        word = type_word(followed.kind, "")
        if followed.kind is FileKind.FILE:
            return self.tr("{type}, {size}").format(type=word, size=size(followed.size))
        return word

    def _looked(self, problem: Problem | None) -> None:
        self.say(problem)

    def _counted(self, problem: Problem | None) -> None:
        if problem is not None:
            self._tell("contents", self.tr("Contents"), self.tr("could not be counted"))
            self.say(problem)
