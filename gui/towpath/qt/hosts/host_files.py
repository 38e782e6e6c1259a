"""What is done with files about connections: importing other programs', exporting, backing up and restoring."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from towpath.model.host_config import ExportConnections, ProfileFormat
from towpath.qt.bridge import Bridge
from towpath.qt.file_dialog import file_dialog
from towpath.qt.file_export import FileExport
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.hosts.backup_dialogs import BackupDialog, RestoreDialog
from towpath.qt.hosts.import_dialog import HostsDialog, ImportDialog, SitesDialog
from towpath.qt.icons import icon


class HostFiles(QObject):
    """Has the actions for menus and buttons, and opens their dialogs. Only the engine reads and writes."""

    failed = Signal(object)
    """A file that could not be written, as a `Problem`."""
    added = Signal(str)
    """Carries the id of a connection that was imported."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent
        self._file_export = FileExport(bridge, parent)
        self._file_export.failed.connect(self.failed)
        tr = self.tr
        self.hosts_action = self._action(
            "import", tr("Import from ~/.ssh/&config…"), "import-config", self.import_hosts
        )
        self.sites_action = self._action(
            "import", tr("Import from &PuTTY, FileZilla or WinSCP…"), "import-file", self.import_sites
        )
        self.export_action = self._action("export", tr("E&xport…"), "export-all", self.ask_where_to_export)
        self.backup_action = self._action("shield", tr("&Back up…"), "back-up", self.ask_where_to_back_up)
        self.restore_action = self._action("retry", tr("R&estore…"), "restore-backup", self.ask_for_backup)

    def _action(self, sign: str, text: str, name: str, triggered: object) -> QAction:
        action = QAction(icon(sign), text, self)
        action.setObjectName(name)
        action.triggered.connect(triggered)
        return action

    # --- import

    def import_hosts(self) -> None:
        """Show the hosts of ~/.ssh/config."""
        self._open(HostsDialog(self._bridge, "", self._window.window()))

    def import_sites(self) -> None:
        """Show what was found where such programs keep theirs; a file can be chosen, too."""
        dialog = SitesDialog(self._bridge, "", self._window.window())
        dialog.file_asked.connect(self.ask_for_sites)
        self._open(dialog)

    def ask_for_sites(self) -> None:
        """Let the person choose a file."""
        tr = self.tr
        kinds = tr("Saved connections (*.reg *.xml *.ini *.json);;All files (*)")
        dialog = file_dialog(self._window.window(), "import-sites-file", tr("Import connections"), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Look into it"))
        dialog.fileSelected.connect(self.open_sites)
        dialog.open()

    def open_sites(self, path: str) -> None:
        """Show what is in a file."""
        self._open(SitesDialog(self._bridge, path, self._window.window()))

    def take_drops(self, page: QWidget) -> None:
        """A file that is dropped there is looked into."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            urls = event.mimeData().urls()
            if len(urls) == 1 and urls[0].isLocalFile():
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                if event.type() is QEvent.Type.Drop:
                    self.open_sites(urls[0].toLocalFile())
                return True
        return super().eventFilter(watched, event)

    def _open(self, dialog: ImportDialog) -> None:
        dialog.added.connect(self.added)
        dialog.open()

    # --- export

    def ask_where_to_export(self) -> None:
        """All that are saved, as a text for ssh or for Towpath."""
        tr = self.tr
        for_ssh, for_towpath = tr("For ~/.ssh/config (*.conf)"), tr("For Towpath (*.json)")
        dialog = file_dialog(
            self._window.window(), "export-file", tr("Export connections"), f"{for_ssh};;{for_towpath}"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("conf")
        dialog.selectFile("towpath-hosts")

        def follow(chosen: str) -> None:
            dialog.setDefaultSuffix("json" if chosen == for_towpath else "conf")

        def export(path: str) -> None:
            is_ours = dialog.selectedNameFilter() == for_towpath
            self.export(path, ProfileFormat.TOWPATH if is_ours else ProfileFormat.SSH_CONFIG)

        dialog.filterSelected.connect(follow)
        dialog.fileSelected.connect(export)
        dialog.open()

    def export(self, path: str, form: ProfileFormat) -> None:
        """Have them written there; what cannot be carried over is shown."""
        self._file_export.write(
            ExportConnections(request=new_request(), format=form, path=path, asker=self._bridge.asker)
        )

    # --- backups

    def ask_where_to_back_up(self) -> None:
        """Then for a passphrase."""
        tr = self.tr
        dialog = file_dialog(
            self._window.window(), "backup-file", tr("Back up"), tr("Encrypted files (*.age);;All files (*)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("age")
        dialog.selectFile("towpath-backup")
        dialog.fileSelected.connect(lambda path: BackupDialog(self._bridge, path, self._window.window()).open())
        dialog.open()

    def ask_for_backup(self) -> None:
        """Which one, then for its passphrase."""
        tr = self.tr
        dialog = file_dialog(
            self._window.window(), "restore-file", tr("Restore a backup"), tr("Encrypted files (*.age);;All files (*)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Next"))
        dialog.fileSelected.connect(lambda path: RestoreDialog(self._bridge, path, self._window.window()).open())
        dialog.open()
