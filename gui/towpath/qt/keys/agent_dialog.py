"""Hands a key to the agent: for how long, and whether it is to ask before each use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QFormLayout, QSpinBox, QWidget

from towpath.model.error import Problem, ProblemKind
from towpath.model.keys import AddToAgent, AgentInfo, KeyInfo
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.frame import ActDialog
from towpath.qt.keys.key_words import agent_name, key_name, shown_path
from towpath.qt.theme import SPACE, MutedLabel

_WIDTH = 480
_MINUTE, _HOUR = 60, 3600
_OWN = -1
"""In place of seconds: those of the box below."""


class AgentDialog(ActDialog):
    """The passphrase, where there is one, is asked for by a prompt of its own."""

    def __init__(self, bridge: Bridge, key: KeyInfo, agents: Sequence[AgentInfo], parent: QWidget | None) -> None:
        super().__init__(bridge, "agent-dialog", parent)
        self._key = key
        tr = self.tr
        self.entitle(tr("Add to the agent"), tr("Add {key} to the agent").format(key=key_name(key)))
        note = MutedLabel(tr("The agent keeps it open: logins of Towpath, ssh and git need no passphrase until then."))
        note.setWordWrap(True)
        self.agent = _combo("which-agent", tr("Agent"))
        for agent in agents:
            self.agent.addItem(
                tr("{agent} at {socket}").format(agent=agent_name(agent), socket=shown_path(agent.socket)), agent.socket
            )
        self.lifetime = _combo("agent-lifetime", tr("Keep it"))
        for text, seconds in (
            (tr("Until you log out"), 0),
            (tr("For one hour"), _HOUR),
            (tr("For 8 hours: a working day"), 8 * _HOUR),
            (tr("For a time of your own"), _OWN),
        ):
            self.lifetime.addItem(text, seconds)
        self.minutes = QSpinBox()
        self.minutes.setObjectName("agent-minutes")
        self.minutes.setAccessibleName(tr("Minutes"))
        self.minutes.lineEdit().setTextMargins(SPACE, 0, 0, 0)
        self.minutes.setRange(1, 60 * 24 * 30)
        self.minutes.setValue(120)
        self.minutes.setSuffix(tr(" minutes"))
        self.confirm = QCheckBox(tr("&Ask before each use"))
        self.confirm.setObjectName("agent-confirm")
        told = MutedLabel(tr("The agent shows a question of its own (ssh-askpass) whenever somebody logs in with it."))
        told.setWordWrap(True)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(SPACE)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(tr("A&gent"), self.agent)
        self._form.addRow(tr("&Keep it"), self.lifetime)
        self._form.addRow("", self.minutes)
        self._form.addRow("", self.confirm)
        self._form.addRow("", told)
        self._form.setRowVisible(self.agent, len(agents) > 1)
        self.body.addWidget(note)
        self.body.addLayout(self._form)
        self.body.addStretch(1)
        self.add_button = self.buttons.addButton(tr("A&dd"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setObjectName("agent-add")
        self.make_default(self.add_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._add)
        self.lifetime.currentIndexChanged.connect(self._refresh)
        self._refresh()
        self.fit(_WIDTH)
        self.lifetime.setFocus()

    @property
    def seconds(self) -> int:
        """How long the agent is to keep it; 0 for as long as it runs."""
        chosen = int(self.lifetime.currentData())
        return self.minutes.value() * _MINUTE if chosen == _OWN else chosen

    def _refresh(self) -> None:
        self._form.setRowVisible(self.minutes, int(self.lifetime.currentData()) == _OWN)
        self.fit(_WIDTH)

    def _add(self) -> None:
        if not self.add_button.isEnabled():
            return
        self.add_button.setEnabled(False)
        self.say(None)
        command = AddToAgent(
            path=self._key.path,
            lifetime=self.seconds,
            confirm=self.confirm.isChecked(),
            socket=self.agent.currentData() or "",
            asker=self._bridge.asker,
        )
        self._bridge.submit(command, self._added)

    def _added(self, problem: Problem | None) -> None:
        if problem is None:
            self.accept()
            return
        # Who did not give the passphrase knows that.
        self.say(problem if problem.kind is not ProblemKind.CANCELLED else None)
        self.add_button.setEnabled(True)
        self.fit(_WIDTH)


def _combo(name: str, spoken: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    return box
