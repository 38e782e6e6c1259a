"""Paste the address of a web application of a far machine, and see it in the browser."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Reported
from towpath.model.forward import DEFAULT_LISTEN_HOST, Endpoint
from towpath.model.host_name import normal_host
from towpath.model.parse import parse_host
from towpath.model.secret_text import SecretText
from towpath.model.state import ConnectionState, Status
from towpath.model.text import printable, sentence
from towpath.model.web_address import WebAddress
from towpath.model.web_app import FindWebApps, FoundWebApp, OpenWebApp, WebAppOpened, WebAppsFound
from towpath.qt.apps.address_line import AddressLine
from towpath.qt.apps.found_list import FoundList
from towpath.qt.apps.likely import copied_address, likely_connection, said_machines
from towpath.qt.bridge import Answer, Bridge, Changes
from towpath.qt.connections.fields import complaint, message_label
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.files.machines import by_use
from towpath.qt.icons import icon, status_icon
from towpath.qt.long_text import LongText
from towpath.qt.status import word
from towpath.qt.theme import SPACE, MutedLabel
from towpath.qt.web_app_words import viewer

_WIDTH, _HEIGHT = 640, 350
"""With room for all that may have to be said: it shall not grow while one types."""
_FEWEST_LETTERS = 24


class OpenAppDialog(ActDialog):
    """Closes when it is open; until then it says how far it is, or what went wrong."""

    opened = Signal(object)
    """Carries the `WebAppOpened`."""

    def __init__(
        self, bridge: Bridge, connection_id: str = "", parent: QWidget | None = None, *, chosen: bool = False
    ) -> None:
        """`connection_id` is that of the connection which somebody looks at, or has `chosen`; empty for none."""
        super().__init__(bridge, "open-app-dialog", parent)
        self.entitle(self.tr("Open a web app"))
        self._looked_at, self._chosen = connection_id, chosen
        """A connection that a person has chosen is changed by no address."""
        self._busy = self._searching = False
        self._opened: WebAppOpened | None = None
        self._found: WebAppsFound | None = None
        """What was heard since the button was pressed."""
        self._make_fields()
        self._arrange()
        for state in by_use(bridge.snapshot):
            text = f"{printable(state.connection.name)} ({printable(str(state.connection.target))})"
            self.connection.addItem(status_icon(state.status), text, state.connection.id)
        self._choose(connection_id)
        self._list_machines()
        self._take_clipboard()
        self.address.edited.connect(self._address_edited)
        self.connection.activated.connect(self._connection_chosen)
        self.connection.currentIndexChanged.connect(self._list_machines)
        self.machine.editTextChanged.connect(self._refresh)
        bridge.changed.connect(self._changed)
        self._address_edited()
        self._grow()
        self.address.line.setFocus()

    # --- building

    def _make_fields(self) -> None:
        self.address = AddressLine()
        self.connection = QComboBox()
        self.connection.setObjectName("app-connection")
        self.connection.setAccessibleName(self.tr("Connection"))
        self.connection.setPlaceholderText(self.tr("There is none yet: add one on the page Connections"))
        self.machine = QComboBox()
        self.machine.setObjectName("app-machine")
        self.machine.setEditable(True)
        self.machine.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.machine_label = QLabel()
        self.machine_label.setBuddy(self.machine)
        self.machine_message = message_label()
        for box in (self.connection, self.machine):  # a long name must not make the dialog wide
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_FEWEST_LETTERS)
        self.plan = LongText("app-plan", self.tr("What will happen"))
        self.note = MutedLabel()
        self.note.setObjectName("app-note")
        self.note.setWordWrap(True)
        self.found = FoundList()
        self.found.chosen.connect(self._take_found)
        self.found.activated.connect(self._open)
        self.copy_button = QPushButton(icon("copy"), self.tr("Co&py the address"))
        self.copy_button.setObjectName("copy-app-address")
        self.copy_button.setAutoDefault(False)
        self.copy_button.setVisible(False)
        self.copy_button.clicked.connect(self._copy)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Opening"))
        self.bar.setVisible(False)

    def _arrange(self) -> None:
        about = MutedLabel(self.tr("Jupyter, TensorBoard, Dask, VNC or RDP of a machine behind a connection"))
        about.setWordWrap(True)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(2 * SPACE)
        self._form.setVerticalSpacing(SPACE + 4)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.tr("&Address"), self.address)
        self._form.addRow(self.tr("&Connection"), self.connection)
        self._form.addRow(self.machine_label, self.machine)
        self._form.addRow("", self.machine_message)
        self.body.addWidget(about)
        self.body.addLayout(self._form)
        for widget in (self.found, self.plan, self.note, self.bar):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.copy_button)
        below.addStretch(1)
        self._all.insertLayout(self._all.indexOf(self.buttons), below)
        self.open_button = self.buttons.addButton(self.tr("&Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setObjectName("open-app")
        self.make_default(self.open_button)
        self.find_button = QPushButton(icon("search"), self.tr("&Find Jupyter servers"))
        self.find_button.setObjectName("find-servers")
        self.find_button.setAutoDefault(False)
        self.find_button.clicked.connect(self._find)
        self.buttons.addButton(self.find_button, QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.buttons.accepted.connect(self._open)

    # --- what is offered

    def _take_clipboard(self) -> None:
        """What was copied, if it is such an address: it need not be pasted then."""
        text = QApplication.clipboard().text()
        if copied_address(text):
            self.address.put(SecretText(text))
            self.address.line.selectAll()

    def _choose(self, connection_id: str) -> None:
        self.connection.setCurrentIndex(max(0, self.connection.findData(connection_id)))

    def _connection_chosen(self) -> None:
        self._chosen = True

    @property
    def _state(self) -> ConnectionState | None:
        return self._bridge.snapshot.by_id(self.connection.currentData() or "")

    def _list_machines(self) -> None:
        """The connection's target, and whoever was meant before, the last one chosen."""
        self.found.setVisible(False)
        self.machine.clear()
        if state := self._state:
            said = said_machines(self._bridge.snapshot, state.connection.id)
            for machine in dict.fromkeys(["", *said]):
                self.machine.addItem(printable(machine or state.connection.target.host), machine)
            self.machine.setCurrentIndex(self.machine.findData(said[0]) if said else 0)
        self._refresh()

    def _read_machine(self, text: str) -> str:
        """As `WebApp.machine` has it. Raises TowpathError INVALID."""
        known = self.machine.findText(text.strip())
        return str(self.machine.itemData(known)) if known >= 0 else parse_host(text)

    # --- showing

    def _address_edited(self) -> None:
        if not self._chosen:
            self._choose(likely_connection(self._bridge.snapshot, self.address.address, self._looked_at))
        self._refresh()

    def _changed(self, changes: Changes) -> None:
        for row in range(self.connection.count()):
            if state := self._bridge.snapshot.by_id(self.connection.itemData(row)):
                self.connection.setItemIcon(row, status_icon(state.status))
        if changes.connections:
            self._refresh()

    def _refresh(self) -> None:
        address, state = self.address.address, self._state
        asks = address is not None and address.is_this_machine
        complaint_ = complaint(self._read_machine, self.machine.currentText()) if asks and state else ""
        if address is not None and asks:
            whose = self.tr("&Whose {host} is that?").format(host=address.host)
            self.machine_label.setText(whose)
            self.machine.setAccessibleName(whose.replace("&", ""))
        self._form.setRowVisible(self.machine, asks)
        self.machine_message.setText(sentence(complaint_))
        self._form.setRowVisible(self.machine_message, bool(complaint_))
        ready = state is not None and not self._busy
        self.open_button.setEnabled(ready and address is not None and not complaint_)
        self.find_button.setEnabled(ready)
        if self._busy:
            plan, note = self._progress(state), ""
        elif address is None:
            plan, note = "", self.tr("Paste the address, or all that the program printed: it is found in there.")
        elif state is None or complaint_:
            plan, note = "", ""
        else:
            plan, note = self._plan(address, state), self._note(address, state)
        self.plan.show_text(plan)
        self.plan.setVisible(bool(plan))
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _plan(self, address: WebAddress, state: ConnectionState) -> str:
        """The way that the button makes."""
        far = state.connection.target.host
        machine = self._read_machine(self.machine.currentText()) if address.is_this_machine else address.host
        if not machine:
            target = self.tr("{end} on {far}").format(end=Endpoint("localhost", address.port), far=far)
        elif normal_host(far) == normal_host(machine):
            target = str(Endpoint(machine, address.port))
        else:
            target = self.tr("{end} as seen from {far}").format(end=Endpoint(machine, address.port), far=far)
        here = self.tr("{end} here").format(end=Endpoint(DEFAULT_LISTEN_HOST, address.port))
        return printable(f"{here}  →  {target}")

    def _note(self, address: WebAddress, state: ConnectionState) -> str:
        text = self.tr("If that port is taken here, the next free one is used. Then {viewer} opens.")
        text = text.format(viewer=viewer(address.kind))
        if state.status in (Status.UP, Status.DEGRADED):
            return text
        first = self.tr("{name} is connected first.").format(name=printable(state.connection.name))
        return f"{first} {text}"

    def _progress(self, state: ConnectionState | None) -> str:
        if state is not None and state.status not in (Status.UP, Status.DEGRADED):
            text = self.tr("Connecting to {name}: {state}")
            return text.format(name=printable(state.connection.name), state=word(state.status))
        if self._searching:
            return self.tr("Looking for Jupyter servers…")
        return self.tr("Opening…")

    def _grow(self) -> None:
        self._all.activate()  # for the room that texts need once they are broken into lines
        self.fit(_WIDTH, _HEIGHT)

    # --- acts

    def _open(self) -> None:
        state, address = self._state, self.address.address
        if state is None or address is None or not self.open_button.isEnabled():
            return
        machine = self._read_machine(self.machine.currentText()) if address.is_this_machine else None
        command = OpenWebApp(
            request=new_request(),
            connection=state.connection.id,
            address=self.address.text,
            machine=machine,
            asker=self._bridge.asker,
        )
        self._begin(searching=False)
        self.ask(command, self._heard, self._ended)

    def _find(self) -> None:
        if state := self._state:
            self._begin(searching=True)
            self.found.setVisible(False)
            command = FindWebApps(request=new_request(), connection=state.connection.id, asker=self._bridge.asker)
            self.ask(command, self._heard, self._ended)

    def _take_found(self, app: FoundWebApp) -> None:
        """It was found on the connection's target, so that is whose 127.0.0.1 is meant."""
        self._chosen = True
        self.address.put(app.address)
        self.machine.setCurrentIndex(0)

    def _heard(self, answer: Answer) -> None:
        match answer:
            case Reported(report=WebAppOpened() as opened):
                self._opened = opened
            case Reported(report=WebAppsFound() as found):
                self._found = found

    def _ended(self, problem: Problem | None) -> None:
        """It is open only now: the browser may have failed to start."""
        self._be_busy(busy=False)
        cancelled = problem is not None and problem.kind is ProblemKind.CANCELLED
        self.say(None if cancelled else problem)
        if problem is None and self._opened is not None:
            self.opened.emit(self._opened)
            self.accept()
        elif problem is None and self._found is not None and (state := self._state):
            self.found.show_found(self._found, printable(state.connection.target.host))
            self._grow()
        else:
            self._point_out(problem)

    def _point_out(self, problem: Problem | None) -> None:
        """Go to where it can be mended. Where only the browser failed, one may go there by hand."""
        self.copy_button.setVisible(self._opened is not None)
        self._grow()
        if self._opened is not None:
            self.copy_button.setFocus()
            return
        refused = problem is not None and problem.kind in (ProblemKind.TARGET_REFUSES, ProblemKind.NEEDS_ANSWER)
        asks = refused and self.machine.isVisible()
        (self.machine if asks else self.address.line).setFocus()

    def _copy(self) -> None:
        if self._opened is not None:
            QApplication.clipboard().setText(self._opened.address.value)

    def _begin(self, *, searching: bool) -> None:
        self._searching = searching
        self._opened = self._found = None
        self.copy_button.setVisible(False)
        self.say(None)
        self._be_busy(busy=True)

    def _be_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for widget in (self.address, self.connection, self.machine, self.found):
            widget.setEnabled(not busy)
        self.bar.setVisible(busy)
        self._refresh()
