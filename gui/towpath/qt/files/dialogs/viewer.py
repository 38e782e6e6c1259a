"""Shows the beginning of a file without starting a program for it: nothing in it is ever run."""

from __future__ import annotations

import posixpath

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QPixmap, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.file_work import Content, Peek
from towpath.model.text import size
from towpath.model.transfer import Place
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.dialogs.viewed import Viewed, as_hex, as_image, as_text, image_format
from towpath.qt.files.file_words import machine_name, shown
from towpath.qt.theme import SPACE, MutedLabel, fixed_font
from towpath.qt.tool_button import tool_button

MOST_BYTES = 1 << 20
MOST_IMAGE_BYTES = 16 << 20


class Viewer(ActDialog):
    """Not modal; several may be open. Text with a search, an image as large as there is room, or hexadecimal."""

    def __init__(self, bridge: Bridge, place: Place, parent: QWidget) -> None:
        super().__init__(bridge, "viewer", parent)
        self._place = place
        self._content: Content | None = None
        name = shown(posixpath.basename(place.path))
        self.entitle(name, name)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        machine = machine_name(bridge.snapshot, place.connection)
        self.about = MutedLabel(self.tr("reading…"))
        self.about.setObjectName("viewer-about")
        self.about.setToolTip(self.tr("From {machine}").format(machine=machine))
        self.body.addWidget(self.about)
        self.stack = QStackedWidget()
        self.text = QPlainTextEdit()
        self.text.setObjectName("viewer-text")
        self.text.setAccessibleName(self.tr("Content"))
        self.text.setReadOnly(True)
        by = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.text.setTextInteractionFlags(by)
        self.text.setFont(fixed_font(self.font()))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.image = _ImageLabel()
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setWidget(self.image)
        self.stack.addWidget(self.text)
        self.stack.addWidget(room)
        self.body.addWidget(self.stack, 1)
        self._tools = self._make_tools()
        self.body.addWidget(self._tools)
        close = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        self.fit(820, 600)
        self.text.setFocus()
        self._peek(MOST_BYTES)

    def _make_tools(self) -> QWidget:
        self.find_line = QLineEdit()
        self.find_line.setObjectName("viewer-find")
        self.find_line.setPlaceholderText(self.tr("Find"))
        self.find_line.setAccessibleName(self.tr("Find in this text"))
        self.find_line.setClearButtonEnabled(True)
        self.find_line.textChanged.connect(self._find_first)
        self.find_line.returnPressed.connect(self.find_next)
        next_button = tool_button("find-next", "down", self.tr("Next"), self.find_next)
        back_button = tool_button("find-back", "up", self.tr("Previous"), self.find_back)
        self.found = MutedLabel()
        self.found.setObjectName("viewer-found")
        self.wrap = QCheckBox(self.tr("&Wrap lines"))
        self.wrap.toggled.connect(self._set_wrap)
        self.hex = QCheckBox(self.tr("As &hexadecimal"))
        self.hex.setObjectName("viewer-hex")
        self.hex.toggled.connect(self._show)
        shortcuts = self._bridge.shortcuts
        shortcuts.hint("viewer.find-next", next_button, self.tr("Next"))
        shortcuts.hint("viewer.find-previous", back_button, self.tr("Previous"))
        for text, act, triggered in (
            (self.tr("Find"), "find", self.find_line.setFocus),
            (self.tr("Next"), "find-next", self.find_next),
            (self.tr("Previous"), "find-previous", self.find_back),
        ):
            action = QAction(text, self)
            shortcuts.bind(f"viewer.{act}", action)
            action.triggered.connect(lambda _checked=False, go=triggered: go())
            self.addAction(action)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.find_line, 1)
        self._find_buttons: tuple[QToolButton, ...] = (next_button, back_button)
        for button in self._find_buttons:
            row.addWidget(button)
        row.addWidget(self.found)
        row.addStretch(1)
        row.addWidget(self.wrap)
        row.addWidget(self.hex)
        tools.setEnabled(False)
        return tools

    # --- reading

    def _peek(self, most: int) -> None:
        self.ask(Peek(request=new_request(), place=self._place, most=most), self._hear, self._read)

    def _hear(self, answer: Answer) -> None:
        match answer:
            case Reported(report=Content() as content):
                self._content = content

    def _read(self, problem: Problem | None) -> None:
        content = self._content
        if problem is not None or content is None:
            self.about.setText("")
            self.say(problem)
        elif len(content.content) < content.size <= MOST_IMAGE_BYTES and image_format(content.content):
            self._peek(MOST_IMAGE_BYTES)
        else:
            self._tools.setEnabled(True)
            self._show()

    def _show(self) -> None:
        content = self._content
        if content is None:
            return
        is_cut = len(content.content) < content.size
        picture = None if is_cut or self.hex.isChecked() else as_image(content.content)
        viewed: Viewed | None = None
        if picture is not None:
            self.image.show_image(picture[0])
            self.stack.setCurrentIndex(1)
            self._tell(picture[1], is_cut=False)
        else:
            viewed = None if self.hex.isChecked() else as_text(content.content, is_cut=is_cut)
            self._show_text(viewed or as_hex(content.content), is_cut=is_cut)
        self.hex.setVisible(picture is not None or self.hex.isChecked() or viewed is not None)
        for widget in (self.find_line, self.found, self.wrap, *self._find_buttons):
            widget.setVisible(picture is None)

    def _show_text(self, viewed: Viewed, *, is_cut: bool) -> None:
        self.text.setPlainText(viewed.text)
        self.stack.setCurrentIndex(0)
        self._tell(viewed.note, is_cut=is_cut)
        self._find_first()

    def _tell(self, note: str, *, is_cut: bool) -> None:
        assert self._content
        text = f"{size(self._content.size)}, {note}"
        if is_cut:
            text += " " + self.tr("(only the beginning is shown: {n})").format(n=size(len(self._content.content)))
        self.about.setText(text)

    def _set_wrap(self, on: bool) -> None:
        mode = QPlainTextEdit.LineWrapMode
        self.text.setLineWrapMode(mode.WidgetWidth if on else mode.NoWrap)

    # --- finding

    def find_next(self) -> None:
        """The next occurrence; after the last one the first."""
        self._find(QTextDocument.FindFlag(0))

    def find_back(self) -> None:
        """The one before."""
        self._find(QTextDocument.FindFlag.FindBackward)

    def _find_first(self) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find(QTextDocument.FindFlag(0))

    def _find(self, flags: QTextDocument.FindFlag) -> None:
        wanted = self.find_line.text()
        if not wanted:
            self.found.setText("")
            return
        found = self.text.find(wanted, flags)
        if not found:
            backward = flags == QTextDocument.FindFlag.FindBackward
            ends = QTextCursor.MoveOperation
            self.text.moveCursor(ends.End if backward else ends.Start)
            found = self.text.find(wanted, flags)
        self.found.setText("" if found else self.tr("not found"))


class _ImageLabel(QLabel):
    """The image, made smaller where there is less room, never larger."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)

    def show_image(self, image: QImage) -> None:
        self._image = QPixmap.fromImage(image)
        self.setAccessibleName(self.tr("Image, {w} by {h}").format(w=image.width(), h=image.height()))
        self._fit()

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        room = self.size()
        fits = self._image.width() <= room.width() and self._image.height() <= room.height()
        smooth = Qt.TransformationMode.SmoothTransformation
        self.setPixmap(self._image if fits else self._image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth))
