"""Rules from files of other programs, and into such files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from towpath.model.browsing import ExportRules, RuleFormat
from towpath.qt.bridge import Bridge
from towpath.qt.browser.import_dialog import ImportDialog
from towpath.qt.file_dialog import file_dialog
from towpath.qt.file_export import FileExport
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.icons import icon


class RuleFiles(QObject):
    """Fills the menu beside the rules. Only the engine reads and writes."""

    failed = Signal(object)
    """A file that could not be written, as a `Problem`."""

    def __init__(self, bridge: Bridge, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent
        self._file_export = FileExport(bridge, parent)
        self._file_export.failed.connect(self.failed)
        tr = self.tr
        menu.addAction(icon("import"), tr("&Import…"), self.ask_for_file).setObjectName("import-rules")
        menu.addSeparator()
        pac, foxyproxy = RuleFormat.PAC, RuleFormat.FOXYPROXY
        export = menu.addAction(icon("export"), tr("Export as &PAC file…"), lambda: self._ask_where(pac))
        export.setObjectName("export-pac")
        export = menu.addAction(icon("export"), tr("Export for &FoxyProxy…"), lambda: self._ask_where(foxyproxy))
        export.setObjectName("export-foxyproxy")
        menu.addSeparator()
        self._copy = menu.addAction(icon("copy"), tr("&Copy the address of the PAC file"), self._copy_address)
        self._copy.setObjectName("copy-pac-address")
        menu.aboutToShow.connect(self._refresh)

    def _refresh(self) -> None:
        self._copy.setEnabled(bool(self._bridge.snapshot.browser.pac_url))

    def _copy_address(self) -> None:
        QApplication.clipboard().setText(self._bridge.snapshot.browser.pac_url)

    # --- import

    def ask_for_file(self) -> None:
        """Let the person choose a file, then show what is in it."""
        tr = self.tr
        files = (
            tr("Files with rules (*.json *.bak *.pac *.js *.txt *.dat *.sorl *.conf)"),
            tr("All files (*)"),
        )
        dialog = file_dialog(self._window.window(), "import-rules-file", tr("Import rules"), ";;".join(files))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Look into it"))
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, path: str) -> None:
        """Show what is in a file."""
        ImportDialog(self._bridge, path, self._window.window()).open()

    # --- export

    def _ask_where(self, form: RuleFormat) -> None:
        tr = self.tr
        if form is RuleFormat.PAC:
            title, name, files = tr("Export as PAC file"), "towpath.pac", tr("PAC files (*.pac);;All files (*)")
        else:
            title, name, files = tr("Export for FoxyProxy"), "foxyproxy.json", tr("JSON (*.json);;All files (*)")
        dialog = file_dialog(self._window.window(), "export-rules-file", title, files)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._export(form, path))
        dialog.open()

    def _export(self, form: RuleFormat, path: str) -> None:
        self._file_export.write(ExportRules(request=new_request(), path=path, format=form, asker=self._bridge.asker))
