"""Which agents there are, in a line at the foot of the keys; without one, what that means."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from towpath.model.keys import AgentInfo
from towpath.model.state import Status
from towpath.qt.glyph import Glyph
from towpath.qt.keys.key_words import agent_text, shown_path
from towpath.qt.theme import SPACE, plain_label, tool_tip


class AgentsStrip(QWidget):
    """A row for each; where it listens is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[AgentInfo, ...] | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE // 2)

    def show_agents(self, agents: tuple[AgentInfo, ...]) -> None:
        """All that were found, the usual one first."""
        if agents == self._shown:
            return
        self._shown = agents
        while item := self._rows.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for agent in agents:
            self._tell("agent" if agent.problem is None else Status.DEGRADED, agent_text(agent), agent.socket)
        if not agents:
            none = self.tr(
                "No ssh-agent runs here: each login asks for a key's passphrase, unless it is remembered."
                " Most desktops start one; in a terminal, eval $(ssh-agent) does."
            )
            self._tell("info", none, "")

    @property
    def texts(self) -> list[str]:
        """What is told."""
        items = (self._rows.itemAt(number) for number in range(self._rows.count()))
        rows = (item.widget() for item in items if item is not None)
        return [row.accessibleName() for row in rows if row is not None]

    def _tell(self, sign: str | Status, text: str, socket: str) -> None:
        row = QWidget()
        row.setObjectName("agent-row")
        row.setAccessibleName(text)
        label = plain_label(text)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE)
        line.addWidget(Glyph(sign, 16))
        line.addWidget(label, 1)
        if socket:
            row.setToolTip(tool_tip(self.tr("It listens at {socket}").format(socket=shown_path(socket))))
        self._rows.addWidget(row)
