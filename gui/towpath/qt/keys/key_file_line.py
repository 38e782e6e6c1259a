"""The name of a key file that is to be made in ~/.ssh; a name that is taken is told while one types."""

from __future__ import annotations

import os
import posixpath

from PySide6.QtWidgets import QWidget

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.keys import KeysListed
from towpath.qt.connections.fields import CheckedLine
from towpath.qt.keys.key_words import shown_path

_TAKEN_BY_SSH = frozenset({"config", "known_hosts", "known_hosts.old", "authorized_keys", "environment", "rc"})


class KeyFileLine(CheckedLine):
    """Takes a name, or an absolute path."""

    def __init__(self, name: str, spoken: str, listed: KeysListed, parent: QWidget | None = None) -> None:
        self._folder = listed.folder
        self._taken = {key.path.removesuffix(".pub") for key in listed.keys if key.path}
        super().__init__(self._check, parent=parent)
        self.line.setObjectName(name)
        self.name(spoken)
        self.line.setToolTip(self.tr("In {folder}").format(folder=shown_path(self._folder)))

    @property
    def path(self) -> str:
        """Where the private key goes."""
        return posixpath.join(self._folder, os.path.expanduser(self.text))  # noqa: PTH111 - as it was typed

    def propose(self, name: str) -> None:
        """Show this name, or one like it that is free."""
        number, free = 1, name
        while posixpath.join(self._folder, free) in self._taken:
            number += 1
            free = f"{name}_{number}"
        self.line.setText(free)

    def _check(self, text: str) -> None:
        detail, hint = self._complaint(text)
        if detail:
            raise TowpathError(Problem(ProblemKind.INVALID, text, {"detail": detail, "hint": hint}))

    def _complaint(self, text: str) -> tuple[str, str]:
        path = posixpath.join(self._folder, os.path.expanduser(text))  # noqa: PTH111 - as it was typed
        if not text or text.endswith("/"):
            return self.tr("the file has no name yet"), ""
        if text.endswith(".pub"):
            return self.tr("names with .pub are those of public keys"), self.tr("leave the ending out")
        if path in self._taken:
            return self.tr("there is a key of this name already"), self.tr("choose another name")
        if posixpath.dirname(path) == self._folder and posixpath.basename(path) in _TAKEN_BY_SSH:
            return self.tr("ssh has a file of this name"), self.tr("choose another name")
        if "/" in text and not posixpath.isabs(path):
            return self.tr("it goes into ~/.ssh"), self.tr("give a name, or an absolute path")
        return "", ""
