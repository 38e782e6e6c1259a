"""What is done to the files of a pane: each act asks what it must, sends its command down, and says what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from towpath.model.connection import Connection
from towpath.model.editing import Opener, OpenFile
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_address import path_lines, scp_command, sftp_urls
from towpath.model.file_work import Delete, DownloadUrl, Rename, SetPermissions
from towpath.model.filesystem import Entry
from towpath.model.transfer import HERE, Place
from towpath.qt.file_dialog import file_dialog
from towpath.qt.files.dialogs.delete import DeleteDialog
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.files.dialogs.new_name import NewNameDialog
from towpath.qt.files.dialogs.permissions import PermissionsDialog
from towpath.qt.files.dialogs.properties import PropertiesDialog
from towpath.qt.files.dialogs.search import SearchDialog
from towpath.qt.files.dialogs.url import UrlDialog
from towpath.qt.files.dialogs.viewer import Viewer
from towpath.qt.files.file_words import several
from towpath.qt.files.places import child, is_folder
from towpath.qt.files.work_strip import Work

if TYPE_CHECKING:
    from towpath.qt.files.page import FilesPage
    from towpath.qt.files.pane import Pane


class PaneWork(QObject):
    """Belongs to one pane. What it acts on is what is selected there when it is called."""

    def __init__(self, page: FilesPage, pane: Pane) -> None:
        super().__init__(pane)
        self._page = page
        self._pane = pane
        self._bridge = pane.bridge

    @property
    def chosen(self) -> tuple[Entry, ...]:
        """What is selected."""
        return self._pane.view.selected() if self._pane.ready else ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where that lies."""
        return tuple(child(self._pane.place, entry.name) for entry in self.chosen)

    @property
    def places_or_folder(self) -> tuple[Place, ...]:
        """What is selected; the folder that is shown where nothing is."""
        return self.places or (self._pane.place,)

    # --- opening

    def open(self) -> None:
        """As Return does."""
        if len(self.chosen) == 1:
            self._pane.open_entry(self.chosen[0])

    def edit(self) -> None:
        """In the user's editor; a copy of what lies elsewhere."""
        for place in self.places[:1]:
            self._bridge.submit(OpenFile(place=place, opener=Opener.EDITOR), self._say)

    def view(self) -> None:
        """In a window of its own, without starting a program."""
        for place in self.places[:1]:
            Viewer(self._bridge, place, self._pane.window()).show()

    # --- transferring

    def transfer(self) -> None:
        """To the folder that the other pane shows."""
        self._to_other(self.places)

    def move(self) -> None:
        """There, and away from here."""
        self._to_other(self.places, move=True)

    def download_to(self) -> None:
        """Into a folder of this computer, which is chosen now."""
        places = self.places
        dialog = file_dialog(self._pane.window(), "download-to", self.tr("Download to"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Download here"))
        dialog.fileSelected.connect(lambda path: self._start(places, _local(path)))
        dialog.open()

    def upload_here(self) -> None:
        """Files of this computer, which are chosen now, into the folder that is shown."""
        folder = self._pane.place
        dialog = file_dialog(self._pane.window(), "upload-here", self.tr("Upload files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Upload"))
        dialog.filesSelected.connect(lambda paths: self._start([_local(path) for path in paths], folder))
        dialog.open()

    def _to_other(self, places: Sequence[Place], *, move: bool = False) -> None:
        other = self._page.other(self._pane)
        if other.ready:
            self._start(places, other.place, move=move)
        else:
            facts = {
                "detail": self.tr("the other pane shows no folder"),
                "hint": self.tr("choose one there, then try again"),
            }
            self._say(Problem(ProblemKind.INVALID, self.tr("nothing was transferred"), facts))

    def _start(self, places: Sequence[Place], folder: Place, *, move: bool = False) -> None:
        if places:
            self._page.transferring.start(places, folder, move=move)

    # --- names

    def rename(self) -> None:
        """In place; `renamed` is told what was typed."""
        if len(self.chosen) == 1:
            self._pane.view.begin_rename(self.chosen[0])

    def renamed(self, entry: Entry, name: bytes) -> None:
        """Give it that name."""
        folder = self._pane.place
        place, path = child(folder, entry.name), child(folder, name).path

        def done(problem: Problem | None) -> None:
            self._say(problem)
            if problem is None:
                self._changed(folder, select=name)

        self._bridge.submit(Rename(request=new_request(), place=place, path=path), done)

    def new_folder(self) -> None:
        """Ask for its name, and select it when it is there."""
        self._make(is_folder=True)

    def new_file(self) -> None:
        """An empty one."""
        self._make(is_folder=False)

    def _make(self, *, is_folder: bool) -> None:
        folder = self._pane.place
        taken = {entry.name for entry in self._pane.view.entries()}
        dialog = NewNameDialog(self._bridge, folder, is_folder=is_folder, taken=taken, parent=self._pane.window())
        dialog.made.connect(lambda name: self._changed(folder, select=name))
        dialog.open()

    # --- deleting and changing

    def delete(self) -> None:
        """To the trash, where there is one."""
        here = self._pane.place.connection == HERE
        self._delete(trash=here and self._bridge.snapshot.settings.files.trash)

    def delete_for_good(self) -> None:
        """Also what could go to the trash."""
        self._delete(trash=False)

    def _delete(self, *, trash: bool) -> None:
        folder, places, entries = self._pane.place, self.places, self.chosen
        what = several([entry.name for entry in entries])
        if trash:
            title, left = self.tr("Moving {what} to the trash"), self.tr("{n} could not be moved to the trash")
        else:
            title, left = self.tr("Deleting {what}"), self.tr("{n} could not be deleted")
        command = Delete(request="", places=places, trash=trash)
        dialog = DeleteDialog(self._bridge, places, entries, trash=trash, parent=self._pane.window())
        dialog.confirmed.connect(lambda: self._run(command, title.format(what=what), left, folder))
        dialog.open()

    def permissions(self) -> None:
        """Of what is selected."""
        folder, entries = self._pane.place, self.chosen
        what = several([entry.name for entry in entries])
        dialog = PermissionsDialog(self._bridge, self.places, entries, self._pane.window())

        def run(command: SetPermissions) -> None:
            title, left = self.tr("Changing permissions of {what}"), self.tr("{n} could not be changed")
            self._run(command, title.format(what=what), left, folder)

        dialog.confirmed.connect(run)
        dialog.open()

    def download_url(self) -> None:
        """Have the pane's machine download something into the folder that is shown."""
        folder = self._pane.place
        dialog = UrlDialog(self._bridge, folder, self._pane.window())

        def run(command: DownloadUrl) -> None:
            title = self.tr("Downloading {name}").format(name=several([command.name]))
            self._run(command, title, "", folder, select=command.name)

        dialog.confirmed.connect(run)
        dialog.open()

    def _run(self, command: Work, title: str, left: str, folder: Place, select: bytes = b"") -> None:
        def ended(problem: Problem | None) -> None:
            self._changed(folder, select=select if problem is None else b"")

        self._pane.strip.run(command, title, left, ended)

    # --- looking

    def properties(self) -> None:
        """Of what is selected, or of the folder."""
        PropertiesDialog(self._bridge, self.places_or_folder, self._pane.window()).open()

    def search(self) -> None:
        """Below the folder that is shown."""
        dialog = SearchDialog(self._bridge, self._pane.place, self._pane.window())
        dialog.gone_to.connect(self._go)
        dialog.wanted.connect(self._to_other)
        dialog.show()

    def _go(self, folder: Place, name: bytes) -> None:
        self._pane.go(folder, name)
        self._pane.window().activateWindow()
        self._page.focus_pane(self._pane)

    # --- copying names

    def copy_path(self) -> None:
        """The paths, one on each line."""
        QApplication.clipboard().setText(path_lines([place.path for place in self.places_or_folder]))

    def copy_scp(self) -> None:
        """A command that fetches it all without Towpath."""
        recursive = not self.chosen or any(is_folder(entry) for entry in self.chosen)
        self._copy_of_connection(lambda connection, paths: scp_command(connection, paths, recursive=recursive))

    def copy_url(self) -> None:
        """sftp URLs, one on each line."""
        self._copy_of_connection(sftp_urls)

    def _copy_of_connection(self, text: Callable[[Connection, Sequence[bytes]], str]) -> None:
        state = self._bridge.snapshot.by_id(self._pane.place.connection)
        if state is not None:
            paths = [place.path for place in self.places_or_folder]
            QApplication.clipboard().setText(text(state.connection, paths))

    # --- what comes of it

    def _changed(self, folder: Place, *, select: bytes = b"") -> None:
        """The listing is out of date, in whichever pane shows it; `select` is for this one."""
        if select and self._pane.place == folder:
            self._pane.go(folder, select)
            self._page.other(self._pane).refresh_those((folder,))
            return
        for pane in (self._page.left, self._page.right):
            pane.refresh_those((folder,))

    def _say(self, problem: Problem | None) -> None:
        if problem is not None and problem.kind is not ProblemKind.CANCELLED:
            self._pane.strip.say(problem)


def _local(path: str) -> Place:
    return Place(HERE, os.fsencode(path))
