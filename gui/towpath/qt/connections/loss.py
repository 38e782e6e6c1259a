"""What a person loses with a connection, in words: asked before it is removed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from towpath.model.state import ConnectionState, Snapshot
from towpath.model.text import printable
from towpath.qt.status import active


def _tr(text: str) -> str:
    return QCoreApplication.translate("Loss", text)


def loss(state: ConnectionState, snapshot: Snapshot) -> str:
    """A line for each thing that is lost, or that does not work any more."""
    connection = state.connection
    lost = [_tr("its settings")]
    if connection.forwards:
        names = ", ".join(forward.name for forward in connection.forwards)
        lost.append(_tr("{n} forwards ({names})").format(n=len(connection.forwards), names=names))
    lost.append(_tr("the passwords and passphrases remembered for it"))
    lines = [_tr("Lost for good: {lost}.").format(lost="; ".join(lost))]
    if connection.link:
        file = printable(connection.link.file or "~/.ssh/config")
        lines.append(_tr("Nothing is changed in {file}.").format(file=file))
    if rules := sum(rule.connection == connection.id for rule in snapshot.browser.rules):
        one, many = _tr("A rule for sites leads"), _tr("{n} rules for sites lead").format(n=rules)
        unreachable = _tr("{rules} to it: browsers will not reach these sites until the rules are changed.")
        lines.append(unreachable.format(rules=one if rules == 1 else many))
    if active(state.status):
        lines.append(_tr("It is in use now and will be disconnected."))
    return "\n".join(lines)
