"""The fields of one forward. Which of them there are, and what they are called, follows from its kind."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from towpath.model.error import TowpathError
from towpath.model.forward import DEFAULT_LISTEN_HOST, DEFAULT_REMOTE_HOST, Forward, ForwardKind
from towpath.model.parse import invalid, make_forwards, parse_label, parse_listens, parse_targets
from towpath.model.program_line import parse_program
from towpath.qt.banner import Banner
from towpath.qt.connections.fields import CheckedLine, in_words
from towpath.qt.connections.forward_drawing import Drawn
from towpath.qt.forward_words import direction_words, is_itself, span
from towpath.qt.theme import SPACE

MOST_BYTES = 255
"""In the user name and the password of a SOCKS login (RFC 1929)."""
_UNPRIVILEGED = 1024
_PROXY_PORT = 1080


class ForwardFields(QWidget):
    """Says what is wrong beside each field. A range of ports makes several forwards at once."""

    edited = Signal()

    def __init__(self, forward: Forward | None, others: Sequence[Forward], far: str) -> None:
        super().__init__()
        self._forward = forward
        self._others = others
        self._far = far
        self._kind = forward.kind if forward else ForwardKind.LOCAL
        self._listen_is_mine = forward is not None
        self._ids = [forward.id] if forward else []
        self._make_fields(forward)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(SPACE)
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._target_label, self._listen_label = QLabel(), QLabel()
        self._form.addRow(self._target_label, self.target)
        self._form.addRow(self._listen_label, self.listen)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("", self.share),
            ("", self.warning),
            (self.tr("Label"), self.label),
            (self.tr("User name"), self.user),
            (self.tr("Password"), self.password),
            (self.tr("Start a program"), self.program),
            ("", self.enabled),
        )
        for text, widget in rows:
            self._form.addRow(text, widget)
            if isinstance(widget, CheckedLine):
                widget.name(text)
        for field in self._lines:
            field.edited.connect(self._changed)
        self.target.line.textEdited.connect(self._suggest_port)
        self.listen.line.textEdited.connect(self._take_over_port)
        self.user.edited.connect(self.password.refresh)
        self.share.toggled.connect(self._changed)
        self.enabled.toggled.connect(self._changed)
        self.show_kind(self._kind)

    def _make_fields(self, forward: Forward | None) -> None:
        self.target = CheckedLine(parse_targets, str(forward.target) if forward and forward.target else "")
        self.listen = CheckedLine(self._check_listen, _listen_text(forward) if forward else "")
        self.share = QCheckBox()
        self.share.setChecked(forward is not None and forward.listen.is_public)
        self.warning = Banner("", closable=False)
        self.label = CheckedLine(self._check_label, forward.label if forward else "", placeholder=self.tr("none"))
        self.user = CheckedLine(_check_user, forward.user if forward else "", placeholder=self.tr("nobody is asked"))
        self.password = CheckedLine(self._check_password)
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        if forward and forward.user:
            self.password.line.setPlaceholderText(self.tr("as before"))
        self.program = CheckedLine(
            parse_program, forward.program if forward else "", placeholder=self.tr("for instance: vncviewer %h:%p")
        )
        self.program.setToolTip(self.tr("Started when it is up; %h and %p stand for where it listens"))
        self.enabled = QCheckBox(self.tr("Bring it up together with the connection"))
        self.enabled.setChecked(forward.enabled if forward else True)
        self._lines = (self.target, self.listen, self.label, self.user, self.password, self.program)

    # --- what the kind means for the fields

    @property
    def kind(self) -> ForwardKind:
        """The kind the fields are for."""
        return self._kind

    def show_kind(self, kind: ForwardKind) -> None:
        """Offer the fields of this kind."""
        self._kind = kind
        local, remote = kind is ForwardKind.LOCAL, kind is ForwardKind.REMOTE
        dynamic = kind is ForwardKind.DYNAMIC
        self._show_row(self.target, not dynamic)
        self._show_row(self.user, dynamic)
        self._show_row(self.password, dynamic)
        self._show_row(self.program, not remote)
        self._target_label.setText(self.tr("Service there") if local else self.tr("Service here"))
        self._listen_label.setText(self.tr("Port there") if remote else self.tr("Port here"))
        self.target.name(self._target_label.text())
        self.listen.name(self._listen_label.text())
        self.target.line.setPlaceholderText("inner:8888" if local else "127.0.0.1:22")
        self.target.setToolTip(
            self.tr("host:port as {far} sees it, a range of ports, or the path of a Unix socket").format(far=self._far)
            if local
            else self.tr("host:port as this computer sees it, a range of ports, or the path of a Unix socket")
        )
        self.listen.line.setPlaceholderText(f"{_PROXY_PORT}" if dynamic else "8888")
        share = self.tr("Share with the network of {far}") if remote else self.tr("Share with my network")
        self.share.setText(share.format(far=self._far))
        if not self._listen_is_mine:
            self.listen.line.setText(self._suggestion())
        for field in self._lines:
            field.refresh()

    def _show_row(self, field: QWidget, shown: bool) -> None:
        self._form.setRowVisible(field, shown)
        field.setEnabled(shown)

    # --- what was typed

    @property
    def problem(self) -> str:
        """The first thing that is wrong, in words; empty when it can be saved."""
        wrong = next((field.problem for field in self._lines if field.problem), "")
        if wrong:
            return wrong
        try:
            self.forwards()
        except TowpathError as error:
            return f"{error.problem.subject}: {in_words(error.problem)}"
        return ""

    @property
    def new_password(self) -> str:
        """What was typed for the proxy's clients; empty when it is as before, or not asked for."""
        return self.password.line.text() if self._kind is ForwardKind.DYNAMIC and self.user.text else ""

    @property
    def is_untouched(self) -> bool:
        """Nothing was typed that the user would miss."""
        typed = (self.target.text, self.label.text, self.user.text, self.program.text)
        if self._forward is None:
            return not any(typed)
        try:
            return self.forwards() == (self._forward,) and not self.new_password
        except TowpathError:
            return False

    def forwards(self) -> tuple[Forward, ...]:
        """What the fields say, one for each port. Raises TowpathError INVALID."""
        listens = parse_listens(self._kind, self._listen_spec())
        targets = None if self._kind is ForwardKind.DYNAMIC else parse_targets(self.target.text)
        label = parse_label(self.label.text) if self.label.text else ""
        made = make_forwards(self._kind, listens, targets, label, iter(self._enough_ids(len(listens))).__next__)
        dynamic, remote = self._kind is ForwardKind.DYNAMIC, self._kind is ForwardKind.REMOTE
        result = tuple(
            replace(
                forward,
                enabled=self.enabled.isChecked(),
                program="" if remote else self.program.text,
                user=self.user.text if dynamic else "",
            )
            for forward in made
        )
        for forward in result:
            self._check_clash(forward)
        return result

    def drawn(self) -> tuple[Drawn, str]:
        """What has been typed so far as drawing and sentence."""
        listen, target, host, port, beyond = "…", "…", "", "", False
        try:
            listens = parse_listens(self._kind, self._listen_spec())
            listen = span(listens[0], listens[-1])
        except TowpathError:
            listens = ()
        try:
            targets = parse_targets(self.target.text)
            target, beyond = span(targets[0], targets[-1]), not is_itself(targets[0])
            host = targets[0].host
            port = targets[0].path or (f"{targets[0].port}-{targets[-1].port}" if targets[1:] else f"{targets[0].port}")
        except TowpathError:
            beyond = self._kind is ForwardKind.LOCAL
        shared = bool(listens) and listens[0].is_public
        sentence = direction_words(self._kind, listen, target, self._far, beyond=beyond, shared=shared)
        usual = bool(listens) and listens[0].host in (DEFAULT_LISTEN_HOST, DEFAULT_REMOTE_HOST, "*")
        drawn = Drawn(
            kind=self._kind,
            listen=f":{self.listen.text.rpartition(':')[2]}" if usual else listen,
            target_host=host,
            target_port=port,
            beyond=beyond,
            shared=shared,
            far=self._far,
        )
        return drawn, sentence

    # --- checking

    def _enough_ids(self, count: int) -> list[str]:
        """The same each time, so that what was not changed compares equal."""
        while len(self._ids) < count:
            self._ids.append(uuid.uuid4().hex)
        return self._ids

    def _listen_spec(self) -> str:
        text = self.listen.text
        return f"*:{text}" if self.share.isChecked() and _is_bare(text) else text

    def _check_listen(self, text: str) -> None:
        parse_listens(self._kind, text)
        if self._kind is ForwardKind.DYNAMIC and text.startswith("/"):
            raise invalid(text, self.tr("a proxy listens on a port"))

    def _check_label(self, text: str) -> None:
        if text:
            parse_label(text)

    def _check_password(self, text: str) -> None:
        if len(text.encode()) > MOST_BYTES:
            raise invalid("", self.tr("too long"))
        if self.user.text and not text and not (self._forward and self._forward.user == self.user.text):
            raise invalid("", self.tr("the password is missing"))

    def _check_clash(self, forward: Forward) -> None:
        for other in self._others:
            if forward.label and other.label == forward.label:
                raise invalid(forward.label, self.tr("another forward has this label"))
            same_side = (forward.kind is ForwardKind.REMOTE) == (other.kind is ForwardKind.REMOTE)
            if same_side and other.listen == forward.listen and (forward.listen.port or forward.listen.path):
                raise invalid(str(forward.listen), self.tr("another forward listens there"))

    # --- following what is typed

    def _suggest_port(self, _target: str) -> None:
        if not self._listen_is_mine:
            self.listen.line.setText(self._suggestion())

    def _suggestion(self) -> str:
        """Until the user types another: the target's port, or ports, past those that other forwards have."""
        first, count = _PROXY_PORT, 1
        if self._kind is not ForwardKind.DYNAMIC:
            try:
                targets = parse_targets(self.target.text)
            except TowpathError:
                return ""
            first, count = targets[0].port, len(targets)
            if not first:
                return ""
        remote = self._kind is ForwardKind.REMOTE
        taken = {one.listen.port for one in self._others if (one.kind is ForwardKind.REMOTE) == remote}
        first += 0 if first >= _UNPRIVILEGED else 8000  # 8080 instead of 80, which only the system may listen on
        while taken.intersection(range(first, first + count)):
            first += 1
        return f"{first}" if count == 1 else f"{first}-{first + count - 1}"

    def _take_over_port(self, text: str) -> None:
        self._listen_is_mine = bool(text)

    def _changed(self) -> None:
        bare = _is_bare(self.listen.text)
        self.share.setEnabled(bare)
        drawn, _sentence = self.drawn()
        if not bare:
            self.share.blockSignals(True)
            self.share.setChecked(drawn.shared)  # an address that was typed decides
            self.share.blockSignals(False)
        self.warning.label.setText(self._warning_text())
        self._form.setRowVisible(self.warning, self.share.isChecked())
        self.edited.emit()

    def _warning_text(self) -> str:
        if self._kind is ForwardKind.REMOTE:
            text = self.tr(
                "Every machine that can reach {far} can then use this service of yours."
                " The server has to allow it (GatewayPorts); if it does not, Towpath tells."
            )
        elif self._kind is ForwardKind.LOCAL:
            text = self.tr("Every machine that can reach this computer can then use that service, as if it were you.")
        elif self.user.text:
            text = self.tr("Everybody who can reach this computer and knows the password can then use this proxy.")
        else:
            text = self.tr(
                "Every machine that can reach this computer can then go wherever {far} can."
                " A user name and a password keep others out."
            )
        return text.format(far=self._far)


def _is_bare(text: str) -> bool:
    """Only a port, or ports: the address follows from whether it is shared."""
    return ":" not in text and not text.startswith("/")


def _listen_text(forward: Forward) -> str:
    """A listening end as it is typed: the usual addresses are left out."""
    default = DEFAULT_REMOTE_HOST if forward.kind is ForwardKind.REMOTE else DEFAULT_LISTEN_HOST
    bare = not forward.listen.path and forward.listen.host in (default, "*")
    return str(forward.listen.port) if bare else str(forward.listen)


def _check_user(text: str) -> None:
    if len(text.encode()) > MOST_BYTES or not text.isprintable() or ":" in text:
        raise invalid(text, "not a user name", "no colon, and at most 255 bytes")
