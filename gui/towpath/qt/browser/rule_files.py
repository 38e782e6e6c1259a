"""Rules from files of other programs, and into such files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from towpath.model.browsing import ExportRules, LeftOut, RuleFormat, RulesRead
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.browser.import_dialog import ImportDialog
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.icons import icon
from towpath.qt.left_out import LeftOutDialog


class RuleFiles(QObject):
    """Fills the menu beside the rules. Only the engine reads and writes."""

    failed = Signal(object)
    """A file that could not be written, as a `Problem`."""

    def __init__(self, bridge: Bridge, menu: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent
        self._left_out: tuple[LeftOut, ...] = ()
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
        dialog = self._file_dialog(tr("Import rules"), "import-rules-file", ";;".join(files))
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
        dialog = self._file_dialog(title, "export-rules-file", files)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._export(form, path))
        dialog.open()

    def _export(self, form: RuleFormat, path: str) -> None:
        self._left_out = ()
        command = ExportRules(request=new_request(), path=path, format=form, asker=self._bridge.asker)
        self._bridge.ask(command, self._hear, self._exported)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, RulesRead):
            self._left_out = answer.report.left_out

    def _exported(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        elif self._left_out:
            heading = self.tr("The file was written, without what its format cannot say")
            LeftOutDialog(self._bridge, heading, self._left_out, self._window.window()).open()

    def _file_dialog(self, title: str, name: str, files: str) -> QFileDialog:
        dialog = QFileDialog(self._window.window(), title, str(Path.home()), files)
        dialog.setObjectName(name)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog
