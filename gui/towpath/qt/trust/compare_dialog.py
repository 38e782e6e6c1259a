"""Is it the key that the administrator has told of? A fingerprint is pasted, and the verdict cannot be missed."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.model.trust import CompareFingerprint, FingerprintCompared, HostMarker, KnownHostLine
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.glyph import Glyph
from towpath.qt.theme import SPACE, MutedLabel, fixed_font, plain_label, scaled
from towpath.qt.trust.host_words import full_place_text, hosts_text, type_text

_WIDTH = 560
_MOST_LINES = 4


class CompareDialog(ActDialog):
    """With one line, or with all that are known, or with those of a host that is typed."""

    def __init__(self, bridge: Bridge, line: KnownHostLine | None, parent: QWidget | None) -> None:
        super().__init__(bridge, "compare-dialog", parent)
        self._line = line
        self._found: FingerprintCompared | None = None
        tr = self.tr
        about = tr("Compare the key of {hosts}").format(hosts=hosts_text(line)) if line else ""
        self.entitle(tr("Compare a fingerprint"), about)
        note = MutedLabel(
            tr(
                "Paste what the administrator gave you, over a way that nobody else could write to: SHA256:…, sixteen"
                " pairs of digits, what ssh-keygen -l prints, or the whole public key."
            )
        )
        note.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setObjectName("pasted-fingerprint")
        self.text.setAccessibleName(tr("Fingerprint"))
        self.text.setPlaceholderText("SHA256:…")
        self.text.setFont(fixed_font(self.font()))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(4 * self.fontMetrics().height())
        self.host = QLineEdit()
        self.host.setObjectName("compare-host")
        self.host.setPlaceholderText(tr("host or host:port; empty for all that are known"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Fingerprint"), self.text)
        form.addRow(tr("&Host"), self.host)
        form.setRowVisible(self.host, line is None)
        self._sign = Glyph(Status.OFF, 32)
        self.verdict = plain_label()
        self.verdict.setObjectName("verdict")
        self.verdict.setFont(scaled(self.font(), 1.25, strong=True))
        self.told = plain_label()
        self.told.setObjectName("verdict-details")
        self._outcome = QFrame()
        self._outcome.setObjectName("card")
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        words.addWidget(self.verdict)
        words.addWidget(self.told)
        row = QHBoxLayout(self._outcome)
        row.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
        row.setSpacing(2 * SPACE)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        self._outcome.setVisible(False)
        self.body.addWidget(note)
        self.body.addLayout(form)
        self.body.addWidget(self._outcome)
        self.body.addStretch(1)
        self.compare_button = self.buttons.addButton(tr("&Compare"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.compare_button.setObjectName("compare-go")
        self.make_default(self.compare_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.buttons.accepted.connect(self._compare)
        self.text.textChanged.connect(self._clear)
        self.host.textChanged.connect(self._clear)
        self._clear()
        self.fit(_WIDTH)
        self.text.setFocus()

    def _clear(self) -> None:
        """What was said is no more about what is typed."""
        self._outcome.setVisible(False)
        self.say(None)
        self.compare_button.setEnabled(bool(self.text.toPlainText().strip()))

    def _compare(self) -> None:
        if not self.compare_button.isEnabled():
            return
        self._clear()
        self.compare_button.setEnabled(False)
        host = "" if self._line else self.host.text().strip()
        question = CompareFingerprint(
            request=new_request(), text=self.text.toPlainText(), host=host, asker=self._bridge.asker
        )
        self.ask(question, self._hear, self._compared)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, FingerprintCompared):
            self._found = answer.report

    def _compared(self, problem: Problem | None) -> None:
        self.compare_button.setEnabled(True)
        if problem is not None:
            self.say(problem)
        elif self._found is not None:
            self._judge(self._found)
        self.fit(_WIDTH)

    def _judge(self, found: FingerprintCompared) -> None:
        tr = self.tr
        same = [line for line in found.same if self._line is None or _is(line, self._line)]
        revoked = [line for line in found.same if line.marker is HostMarker.REVOKED]
        host = printable(self.host.text().strip())
        if revoked:
            self._say(Status.FAILED, tr("Revoked: do not trust it"), _lines(revoked))
        elif same:
            self._say(Status.UP, tr("It is the same key"), _lines(same))
        elif self._line is not None:
            self._say(
                Status.FAILED,
                tr("It is another key"),
                tr("Typed: {typed}\nKnown: {known}\nDo not log in there before you know why.").format(
                    typed=printable(found.understood), known=printable(self._line.fingerprint)
                ),
            )
        elif found.other:
            why = tr("{host} is known by other keys:").format(host=host)
            self._say(Status.FAILED, tr("It is another key"), f"{why}\n{_lines(found.other)}")
        elif host:
            self._say(
                Status.DEGRADED,
                tr("Nothing to compare with"),
                tr("No key of {host} is known yet. Its first login shows one: compare it there.").format(host=host),
            )
        else:
            self._say(Status.DEGRADED, tr("No known host has this key"), printable(found.understood))

    def _say(self, status: Status, verdict: str, told: str) -> None:
        self._sign.show_what(status)
        self.verdict.setText(verdict)
        self.told.setText(told)
        self._outcome.setAccessibleName(verdict)
        self._outcome.setAccessibleDescription(told)
        self._outcome.setVisible(True)


def _is(line: KnownHostLine, other: KnownHostLine) -> bool:
    """Whether both have the same key: which line it stands in does not matter."""
    return line.fingerprint == other.fingerprint


def _lines(lines: tuple[KnownHostLine, ...] | list[KnownHostLine]) -> str:
    shown = [f"{hosts_text(line)}: {type_text(line)}, {full_place_text(line)}" for line in lines[:_MOST_LINES]]
    return "\n".join([*shown, *(["…"] if len(lines) > _MOST_LINES else [])])
