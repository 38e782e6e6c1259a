"""The acts of the panes by key and menu: what each sends down, and when it can be had."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import HOME, FileEngine, file, page_with_memory
from towpath.model.command import StartTransfer
from towpath.model.editing import Opener, OpenFile
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Delete, DownloadUrl, MakeFile, MakeFolder, Peek, Rename, Search, SetPermissions
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.acts import PaneActs
from towpath.qt.files.dialogs.delete import DeleteDialog
from towpath.qt.files.dialogs.new_name import NewNameDialog
from towpath.qt.files.dialogs.permissions import PermissionsDialog
from towpath.qt.files.dialogs.properties import PropertiesDialog
from towpath.qt.files.dialogs.search import SearchDialog
from towpath.qt.files.dialogs.url import UrlDialog
from towpath.qt.files.dialogs.viewer import Viewer
from towpath.qt.files.pane import Pane

DOCS = HOME + b"/docs"
HOSTILE = b"$(reboot)\n-rf"


class Panes:
    """The page with this machine's files on the left and those of `lab` on the right."""

    def __init__(self, qtbot: QtBot) -> None:
        self.engine = FileEngine(state_of(connection("lab")))
        self.engine.add("lab", HOME, file(HOSTILE))
        self.bridge = Bridge(self.engine)
        self.page = page_with_memory(self.bridge)
        qtbot.add_widget(self.page)
        self.page.resize(1200, 700)
        with qtbot.wait_exposed(self.page):
            self.page.show()
        self.page.activateWindow()
        self.page.left.go(Place(HERE, HOME))
        self.page.right.go(Place("lab", HOME))
        qtbot.wait_until(lambda: self.page.left.ready and self.page.right.ready)

    def choose(self, pane: Pane, *names: bytes) -> PaneActs:
        self.page.focus_pane(pane)
        pane.view.select_names(names)
        acts = self.page.acts.of(pane)
        acts.refresh()
        return acts

    def press(self, pane: Pane, keys: str) -> None:
        """As a person does it: to whatever has the focus."""
        QTest.keySequence(pane.view, QKeySequence(keys))

    def dialog(self, kind: type[QDialog]) -> QDialog | None:
        return next((one for one in self.page.window().findChildren(kind) if one.isVisible()), None)


@pytest.fixture
def panes(qtbot: QtBot) -> Iterator[Panes]:
    panes = Panes(qtbot)
    yield panes
    for dialog in panes.page.window().findChildren(QDialog):
        dialog.reject()
    panes.bridge.close()


def shown_texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if action.isVisible() and action.text()]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("F3", Viewer),
        ("F7", NewNameDialog),
        ("Shift+F7", NewNameDialog),
        ("Del", DeleteDialog),
        ("Alt+Return", PropertiesDialog),
        ("Ctrl+F", SearchDialog),
    ],
)
@pytest.mark.parametrize("side", ["left", "right"])
def test_keys_open_dialogs_in_either_pane(panes: Panes, side: str, keys: str, kind: type[QDialog]) -> None:
    pane = panes.page.left if side == "left" else panes.page.right
    panes.choose(pane, b"a.txt")
    panes.press(pane, keys)
    assert panes.dialog(kind)


def test_keys_send_commands_down(panes: Panes) -> None:
    left, right, engine = panes.page.left, panes.page.right, panes.engine
    panes.choose(right, b"a.txt")
    panes.press(right, "F4")
    assert engine.asked(OpenFile) == OpenFile(place=Place("lab", HOME + b"/a.txt"), opener=Opener.EDITOR)
    panes.choose(left, b"a.txt", b"docs")
    panes.press(left, "Ctrl+Return")
    batch = engine.asked(StartTransfer).batch
    assert {source.path for source in batch.sources} == {HOME + b"/a.txt", DOCS}
    assert batch.destination.connection == "lab"
    assert not batch.options.move
    panes.press(left, "Ctrl+Shift+Return")
    assert engine.asked(StartTransfer).batch.options.move
    listed = len(engine.listed)
    panes.press(left, "F5")
    assert engine.listed[listed:] == [Place(HERE, HOME)]


def test_keys_move_between_panes_and_places(qtbot: QtBot, panes: Panes) -> None:
    left, right = panes.page.left, panes.page.right
    panes.choose(left, b"docs")
    panes.press(left, "F6")
    assert panes.page.active_pane is right
    panes.page.focus_pane(left)
    panes.press(left, "Return")
    qtbot.wait_until(lambda: left.place == Place(HERE, DOCS))
    panes.press(left, "Alt+Up")
    qtbot.wait_until(lambda: left.place == Place(HERE, HOME))
    panes.press(left, "Alt+Left")
    qtbot.wait_until(lambda: left.place == Place(HERE, DOCS))
    panes.press(left, "Alt+Right")
    qtbot.wait_until(lambda: left.place == Place(HERE, HOME))
    panes.press(left, "Ctrl+T")
    assert len(left.views) == 2
    panes.press(left, "Ctrl+W")
    assert len(left.views) == 1
    panes.press(left, "Ctrl+H")
    qtbot.wait_until(lambda: panes.bridge.snapshot.settings.files.show_hidden)
    panes.press(left, "Ctrl+L")
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_del_in_a_field_deletes_text_only(qtbot: QtBot, panes: Panes) -> None:
    left = panes.page.left
    panes.choose(left, b"a.txt")
    panes.press(left, "Ctrl+L")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert panes.dialog(DeleteDialog) is None


def test_what_cannot_be_done_cannot_be_had(panes: Panes) -> None:
    left = panes.page.acts.left
    panes.choose(panes.page.left)
    assert not any(act.isEnabled() for act in (left.rename, left.delete, left.view, left.transfer, left.permissions))
    assert left.new_folder.isEnabled()
    assert not left.copy_scp.isVisible()
    assert not left.download_url.isVisible()
    panes.choose(panes.page.left, b"docs")
    assert left.rename.isEnabled()
    assert not left.edit.isEnabled()
    panes.choose(panes.page.left, b"docs", b"a.txt")
    assert not left.rename.isEnabled()
    assert left.delete.isEnabled()
    right = panes.choose(panes.page.right, b"a.txt")
    assert right.copy_scp.isVisible()
    assert right.download_to.isEnabled()
    assert not right.delete_for_good.isVisible()


def test_a_name_is_changed_in_place(qtbot: QtBot, panes: Panes) -> None:
    left = panes.page.left
    panes.choose(left, b"a.txt")
    panes.press(left, "F2")
    editor = left.view.findChild(QLineEdit)
    assert editor
    editor.setText("b -rf.txt")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: any(isinstance(command, Rename) for command in panes.engine.commands))
    command = panes.engine.asked(Rename)
    assert command.place == Place(HERE, HOME + b"/a.txt")
    assert command.path == HOME + b"/b -rf.txt"


def test_a_name_that_is_taken_is_said_in_the_pane(qtbot: QtBot, panes: Panes) -> None:
    left = panes.page.left
    panes.choose(left, b"a.txt")
    panes.engine.refusal = Problem(ProblemKind.FILE_EXISTS, "/home/ann/docs")
    left.view.renamed.emit(left.view.selected()[0], b"docs")
    qtbot.wait_until(left.strip.isVisible)
    assert "exists already" in left.strip.lines[0].title.text()


def test_a_new_folder_is_made_and_selected(qtbot: QtBot, panes: Panes) -> None:
    left = panes.page.left
    panes.choose(left)
    panes.press(left, "F7")
    dialog = panes.dialog(NewNameDialog)
    assert isinstance(dialog, NewNameDialog)
    QTest.keyClicks(dialog.name.line, "docs")
    assert not dialog.make_button.isEnabled()
    assert "has this name already" in dialog.name.message.text()
    QTest.keyClicks(dialog.name.line, " 2")
    QTest.keyClick(dialog.name.line, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.name.line, "3")  # before the answer
    assert panes.engine.asked(MakeFolder).place == Place(HERE, HOME + b"/docs 2")
    qtbot.wait_until(lambda: [entry.name for entry in left.view.selected()] == [b"docs 2"])


def test_a_new_file_that_cannot_be_made_keeps_what_was_typed(qtbot: QtBot, panes: Panes) -> None:
    panes.choose(panes.page.right)
    panes.page.acts.right.new_file.trigger()
    dialog = panes.dialog(NewNameDialog)
    assert isinstance(dialog, NewNameDialog)
    QTest.keyClicks(dialog.name.line, "x")
    panes.engine.refusal = Problem(ProblemKind.PERMISSION_DENIED, "/home/ann/x")
    dialog.make_button.click()
    assert panes.engine.asked(MakeFile).place == Place("lab", HOME + b"/x")
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert dialog.name.text == "x"
    assert dialog.make_button.isEnabled()


@pytest.mark.parametrize(
    ("side", "keys", "trash"), [("left", "Del", True), ("left", "Shift+Del", False), ("right", "Del", False)]
)
def test_deleting(qtbot: QtBot, panes: Panes, side: str, keys: str, trash: bool) -> None:
    pane = panes.page.left if side == "left" else panes.page.right
    panes.choose(pane, b"a.txt", b"docs")
    panes.press(pane, keys)
    dialog = panes.dialog(DeleteDialog)
    assert isinstance(dialog, DeleteDialog)
    listed = len(panes.engine.listed)
    dialog.delete_button.click()
    command = panes.engine.asked(Delete)
    assert command.trash is trash
    assert {place.path for place in command.places} == {HOME + b"/a.txt", DOCS}
    qtbot.wait_until(lambda: pane.place in panes.engine.listed[listed:])


def test_permissions_are_changed(panes: Panes) -> None:
    acts = panes.choose(panes.page.right, b"a.txt")
    acts.permissions.trigger()
    dialog = panes.dialog(PermissionsDialog)
    assert isinstance(dialog, PermissionsDialog)
    dialog.boxes.boxes[0o020].click()
    dialog.set_button.click()
    command = panes.engine.asked(SetPermissions)
    assert (command.places, command.on, command.off) == ((Place("lab", HOME + b"/a.txt"),), 0o020, 0)


def test_what_is_copied_names_the_files(panes: Panes) -> None:
    clipboard = QApplication.clipboard()
    acts = panes.choose(panes.page.right, HOSTILE)
    acts.copy_scp.trigger()
    assert clipboard.text() == r"scp -s $'ann@lab.example:/home/ann/$(reboot)\012-rf' ."
    acts.copy_url.trigger()
    assert clipboard.text() == "sftp://ann@lab.example/home/ann/%24%28reboot%29%0A-rf"
    acts.copy_path.trigger()
    assert clipboard.text() == r"$'/home/ann/$(reboot)\012-rf'"
    acts = panes.choose(panes.page.right)
    acts.copy_scp.trigger()
    assert clipboard.text() == "scp -s -r ann@lab.example:/home/ann ."
    acts = panes.choose(panes.page.left)
    acts.copy_path.trigger()
    assert clipboard.text() == "/home/ann"


def test_a_menu_for_a_row_and_one_for_the_folder(qtbot: QtBot, panes: Panes) -> None:
    view = panes.page.right.view
    acts = panes.choose(panes.page.right, b"a.txt")
    row = view.visualRect(view.currentIndex()).center()
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, row, QPoint()))
    assert acts.row_menu.isVisible()
    assert {"Open", "Rename", "Transfer to the other pane", "Download to…", "Properties…"} <= set(
        shown_texts(acts.row_menu)
    )
    acts.row_menu.close()
    below = QPoint(20, view.viewport().height() - 5)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, below, QPoint()))
    assert acts.folder_menu.isVisible()
    assert not view.selected()
    assert {"New folder…", "Search below…", "Upload files here…", "Refresh"} <= set(shown_texts(acts.folder_menu))
    acts.folder_menu.close()


def test_the_menu_key_is_about_what_is_selected(panes: Panes) -> None:
    """Where the system makes an event of it, that names the middle of the list."""
    acts = panes.choose(panes.page.left, b"docs")
    view = panes.page.left.view
    middle = view.rect().center()
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, QPoint()))
    assert acts.row_menu.isVisible()
    assert [entry.name for entry in view.selected()] == [b"docs"]
    acts.row_menu.close()


def test_from_tab_to_tab_by_keyboard(panes: Panes) -> None:
    pane = panes.page.left
    panes.choose(pane)
    pane.new_tab()
    for keys, expected in (("Ctrl+PgDown", 0), ("Ctrl+PgDown", 1), ("Ctrl+PgUp", 0), ("Ctrl+PgUp", 1)):
        panes.press(pane, keys)
        assert pane.tabs.currentIndex() == expected
        assert pane.view.hasFocus()


@pytest.mark.parametrize("keys", ["Menu", "Shift+F10"])
def test_the_menu_by_keyboard(panes: Panes, keys: str) -> None:
    acts = panes.choose(panes.page.left, b"docs")
    panes.press(panes.page.left, keys)
    assert acts.row_menu.isVisible()
    acts.row_menu.close()
    panes.choose(panes.page.left)
    panes.press(panes.page.left, keys)
    assert acts.folder_menu.isVisible()
    acts.folder_menu.close()


def test_every_act_of_a_menu_is_in_the_more_menu_too(panes: Panes) -> None:
    acts = panes.page.acts.right
    assert panes.page.right.more.menu() is acts.more_menu

    def flat(menu: QMenu) -> set[QAction]:
        subs = [action.menu() for action in menu.actions()]
        found = {action for action in menu.actions() if action.text() and action.menu() is None}
        return found.union(*(flat(sub) for sub in subs if isinstance(sub, QMenu)))

    assert flat(acts.row_menu) | flat(acts.folder_menu) == flat(acts.more_menu)


@pytest.mark.parametrize("name", ["row_menu", "folder_menu", "more_menu"])
def test_a_letter_leads_to_one_act_of_a_menu(panes: Panes, name: str) -> None:
    menus = [getattr(panes.page.acts.right, name), getattr(panes.page.acts.left, name)]
    for menu in (*menus, *(sub for each in menus for sub in each.findChildren(QMenu))):
        texts = [action.text() for action in menu.actions() if "&" in action.text()]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(letters) == len(set(letters)), texts


def test_downloading_to_a_folder_that_is_chosen(panes: Panes) -> None:
    acts = panes.choose(panes.page.right, b"docs")
    acts.download_to.trigger()
    dialog = panes.dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/home/ann/Downloads")
    batch = panes.engine.asked(StartTransfer).batch
    assert batch.sources == (Place("lab", DOCS),)
    assert batch.destination.path.rstrip(b"/") == b"/home/ann/Downloads"


def test_uploading_files_that_are_chosen(panes: Panes) -> None:
    acts = panes.choose(panes.page.right)
    acts.upload_here.trigger()
    dialog = panes.dialog(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit(["/tmp/ä", "/tmp/-rf"])
    batch = panes.engine.asked(StartTransfer).batch
    assert batch.sources == (Place(HERE, "/tmp/ä".encode()), Place(HERE, b"/tmp/-rf"))
    assert batch.destination.connection == "lab"


def test_a_url_is_downloaded_there(panes: Panes) -> None:
    acts = panes.choose(panes.page.right)
    acts.download_url.trigger()
    dialog = panes.dialog(UrlDialog)
    assert isinstance(dialog, UrlDialog)
    dialog.url.line.setText("https://example.org/x.iso")
    dialog.start_button.click()
    command = panes.engine.asked(DownloadUrl)
    assert (command.folder, command.name) == (Place("lab", HOME), b"x.iso")
    assert command.request


def test_finds_are_gone_to_and_transferred(qtbot: QtBot, panes: Panes) -> None:
    panes.choose(panes.page.left)
    panes.press(panes.page.left, "Ctrl+F")
    dialog = panes.dialog(SearchDialog)
    assert isinstance(dialog, SearchDialog)
    dialog.gone_to.emit(Place(HERE, DOCS), b"letter.txt")
    qtbot.wait_until(lambda: [entry.name for entry in panes.page.left.view.selected()] == [b"letter.txt"])
    dialog.wanted.emit((Place(HERE, DOCS + b"/letter.txt"),))
    assert panes.engine.asked(StartTransfer).batch.destination.connection == "lab"
    assert not any(isinstance(command, Search) for command in panes.engine.commands)


def test_finds_go_nowhere_while_the_other_pane_shows_nothing(qtbot: QtBot, panes: Panes) -> None:
    left, right = panes.page.left, panes.page.right
    right.go(Place("lab", b"/missing"))
    qtbot.wait_until(lambda: not right.ready)
    panes.choose(left)
    panes.press(left, "Ctrl+F")
    dialog = panes.dialog(SearchDialog)
    assert isinstance(dialog, SearchDialog)
    dialog.wanted.emit((Place(HERE, DOCS),))
    assert "the other pane shows no folder" in left.strip.lines[0].title.text()
    assert not any(isinstance(command, StartTransfer) for command in panes.engine.commands)


def test_viewing_asks_for_the_beginning_only(panes: Panes) -> None:
    acts = panes.choose(panes.page.right, HOSTILE)
    acts.view.trigger()
    assert panes.engine.asked(Peek).place == Place("lab", HOME + b"/" + HOSTILE)
    viewer = panes.dialog(Viewer)
    assert viewer
    assert viewer.windowTitle() == "$(reboot)\\x0a-rf"


def test_what_was_cut_is_pasted_in_the_other_pane(panes: Panes) -> None:
    left, right = panes.page.left, panes.page.right
    panes.choose(left, b"a.txt")
    panes.press(left, "Ctrl+X")
    panes.choose(right)
    panes.press(right, "Ctrl+V")
    batch = panes.engine.asked(StartTransfer).batch
    assert batch.sources == (Place(HERE, HOME + b"/a.txt"),)
    assert batch.options.move
