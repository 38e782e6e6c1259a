"""May this run here? Asked before a command of an imported text runs for the first time."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from towpath.model.host_config import CommandKind
from towpath.model.prompt import CommandAsked, Question
from towpath.model.text import printable
from towpath.qt.prompts.dialog import ConsentDialog, outside_text
from towpath.qt.theme import SPACE, fixed_font, plain_label


class CommandDialog(ConsentDialog):
    """The command in a fixed font, and where it comes from. What happens without a decision is: it does not run."""

    def __init__(self, question: Question, asked: CommandAsked, parent: QWidget | None = None) -> None:
        super().__init__(question, self.tr("May this command run on your computer?"), parent)
        self.setObjectName("command-prompt")
        self.body.addWidget(plain_label(self._why(asked).format(host=printable(asked.host))))
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        self.command = outside_text(asked.command.text, keep_newlines=True)
        self.command.setFont(fixed_font(self.font()))
        self.command.setAccessibleName(self.tr("Command"))
        layout.addWidget(self.command)
        self.body.addWidget(card)
        if asked.command.file:
            place = f"{asked.command.file}:{asked.command.line}" if asked.command.line else asked.command.file
            self.add_note(self.tr("It stands in {place}.").format(place=printable(place)))
        self.add_note(self.tr("Once approved, it runs without a question until a letter of it changes."))
        self.finish_with(self.tr("&Do not run it"), self.tr("&Run it"))

    def _about(self) -> str:
        """The text says whose command it is, and a whole file may be imported."""
        return ""

    def _why(self, asked: CommandAsked) -> str:
        match asked.command.kind:
            case CommandKind.MATCH_EXEC:
                return self.tr("The file with the settings for {host} asks a program which of them apply.")
            case CommandKind.PROXY_COMMAND:
                return self.tr("{host} is reached through a program of this computer.")
            case CommandKind.KNOWN_HOSTS_COMMAND:
                return self.tr("A program tells which host keys {host} may show.")
