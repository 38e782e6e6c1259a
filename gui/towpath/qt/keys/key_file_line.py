"""The name of a key file that is to be made in ~/.ssh; a name that is taken is told while one types."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.keys import KeysListed
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.keys.key_words import shown_path

_TAKEN_BY_SSH = frozenset({"config", "known_hosts", "known_hosts.old", "authorized_keys", "environment", "rc"})


class KeyFileLine(CheckedLine):
    """Takes a name, or an absolute path."""

    def __init__(self, name: str, spoken: str, listed: KeysListed, parent: QWidget | None = None) -> None:
        self._folder = Path(listed.folder)
        self._taken = {Path(key.path.removesuffix(".pub")) for key in listed.keys if key.path}
        super().__init__(self._check, parent=parent)
        self.line.setObjectName(name)
        self.name(spoken)
        self.line.setToolTip(self.tr("In {folder}").format(folder=shown_path(listed.folder)))

    @property
    def path(self) -> str:
        """Where the private key goes."""
        return str(self._place(self.text))

    def propose(self, name: str) -> None:
        """Show this name, or one like it that is free."""
        number, free = 1, name
        while self._folder / free in self._taken:
            number += 1
            free = f"{name}_{number}"
        self.line.setText(free)

    def _check(self, text: str) -> None:
        detail, hint = self._complaint(text)
        if detail:
            raise TowpathError(Problem(ProblemKind.INVALID, text, {"detail": detail, "hint": hint}))

    def _place(self, text: str) -> Path:
        return Path.home() / text[2:] if text.startswith("~/") else self._folder / text

    def _complaint(self, text: str) -> tuple[str, str]:
        path = self._place(text)
        if not text or text.endswith("/"):
            return self.tr("the file has no name yet"), ""
        if text.endswith(".pub"):
            return self.tr("names with .pub are those of public keys"), self.tr("leave the ending out")
        if path in self._taken:
            return self.tr("there is a key of this name already"), self.tr("choose another name")
        if path.parent == self._folder and path.name in _TAKEN_BY_SSH:
            return self.tr("ssh has a file of this name"), self.tr("choose another name")
        if "/" in text and not text.startswith("~/") and not Path(text).is_absolute():
            return self.tr("it goes into ~/.ssh"), self.tr("give a name, or an absolute path")
        return "", ""
