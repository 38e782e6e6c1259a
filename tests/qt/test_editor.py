"""The editor: what was saved comes back unchanged, and what is wrong is said as one types."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMessageBox
from pytestqt.qtbot import QtBot

from towpath.model.connection import (
    X11,
    AddressFamily,
    Algorithms,
    Auth,
    AuthMethod,
    Checks,
    Connection,
    Hop,
    HostKeyPolicy,
    Keepalive,
    Proxy,
    ProxyKind,
    Reconnect,
    SshConfigLink,
)
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.settings import NetworkSettings
from towpath.qt.connections.editor import ConnectionEditor
from towpath.qt.connections.forward_dialog import ForwardDialog

FULL = Connection(
    id="lab",
    name="Lab",
    group="Research",
    target=Hop(
        host="gpu.example",
        user="ann",
        auth=Auth(
            identity_files=("~/.ssh/a", "~/.ssh/b"),
            certificate_files=("~/.ssh/a-cert.pub",),
            use_agent=False,
            identity_agent="$OTHER",
            public_key_algorithms=("ssh-ed25519",),
            add_keys_to_agent="confirm 3600",
        ),
        host_key_policy=HostKeyPolicy.STRICT,
        host_key_alias="gpu",
        timeout=2.5,
        compression=True,
        algorithms=Algorithms(ciphers=("aes256-ctr", "aes128-ctr"), key_exchange=("a",), macs=("b",), host_keys=("c",)),
        known_hosts_files=("~/.ssh/known_hosts", "/a file"),
        global_known_hosts_files=("none",),
        known_hosts_command="/usr/bin/known %H",
        hash_known_hosts=True,
        address_family=AddressFamily.INET6,
        bind_address="::1",
        tcp_keepalive=False,
    ),
    jumps=(
        Hop(host="gate.example", port=2222, user="ann", auth=Auth(methods=(AuthMethod.PASSWORD,))),
        Hop(host="fd00::1", user="bob", auth=Auth(identities_only=True)),
    ),
    proxy=Proxy(kind=ProxyKind.HTTP, host="proxy.example", port=3128, user="carol"),
    forwards=(
        Forward(id="f1", label="web", listen=Endpoint("127.0.0.1", 8080), target=Endpoint("web", 80)),
        Forward(id="f2", listen=Endpoint("::1", 0), target=Endpoint("fd00::2", 22), enabled=False),
        Forward(id="f3", listen=Endpoint("0.0.0.0", 8081), target=Endpoint("web", 81), program="vncviewer %h:%p"),
        Forward(id="f4", kind=ForwardKind.REMOTE, listen=Endpoint("*", 3838), target=Endpoint("127.0.0.1", 22)),
        Forward(id="f5", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", 1080), user="ann"),
        Forward(id="f6", listen=Endpoint.unix("/tmp/a.sock"), target=Endpoint.unix("/var/run/docker.sock")),
    ),
    keepalive=Keepalive(interval=0, count=7),
    reconnect=Reconnect(enabled=False, first_delay=0.25, longest_delay=90, give_up_after=100),
    checks=Checks(interval=7),
    sftp_command="sudo /usr/lib/openssh/sftp-server",
    imported=True,
    forward_agent="/run/other.sock",
    x11=X11.UNTRUSTED,
    send_env=("LANG", "LC_*"),
    set_env=("A=b c", 'Q="'),
    request_tty="force",
    remote_command="htop -d 5",
    exit_on_forward_failure=True,
)

MakeEditor = Callable[..., ConnectionEditor]


@pytest.fixture
def make_editor(qtbot: QtBot) -> MakeEditor:
    def make(connection: Connection | None = None, taken: dict[str, str] | None = None) -> ConnectionEditor:
        editor = ConnectionEditor(connection, taken or {})
        qtbot.add_widget(editor, before_close_func=lambda _editor: editor.done(0))  # closing might ask
        with qtbot.wait_exposed(editor):
            editor.show()
        return editor

    return make


@pytest.mark.parametrize(
    "connection", [FULL, replace(FULL, proxy=None, proxy_command="ssh gate -W %h:%p"), replace(FULL, jumps=())]
)
def test_a_connection_comes_back_unchanged(make_editor: MakeEditor, connection: Connection) -> None:
    editor = make_editor(connection, {connection.name: connection.id})
    assert editor.windowTitle() == "Edit connection"
    for number in range(editor.tabs.count()):
        editor.tabs.setCurrentIndex(number)
    for number in range(editor.login.machine.count()):
        editor.login.machine.setCurrentIndex(number)
    assert editor.problem == ""
    assert editor.connection() == connection


def test_a_new_connection_begins_with_what_the_settings_say(qtbot: QtBot) -> None:
    network = NetworkSettings(timeout=5.0, keepalive=Keepalive(interval=30.0), proxy=FULL.proxy)
    for before in (None, Connection(id="old", name="old", target=Hop(host="old"))):
        editor = ConnectionEditor(before, {}, network=network)
        qtbot.add_widget(editor, before_close_func=lambda editor: editor.done(0))
        editor.name.line.setText("lab")
        editor.target.line.setText("ann@lab")
        made = editor.connection()
        if before is None:
            assert (made.target.timeout, made.keepalive, made.proxy) == (5.0, network.keepalive, FULL.proxy)
        else:
            assert made == replace(before, name="lab", target=Hop(host="lab", user="ann")), "it keeps what it has"


def test_a_new_connection_needs_a_name_and_a_machine(qtbot: QtBot, make_editor: MakeEditor) -> None:
    editor = make_editor()
    assert not editor.save_button.isEnabled()
    assert not editor.name.message.isVisible(), "nobody has typed yet"
    assert editor.summary.text() == ""
    QTest.keyClicks(editor.name.line, "lab")
    assert editor.summary.text().startswith("Log in to: ")
    QTest.keyClicks(editor.target.line, "ann@gpu:port")
    assert editor.target.message.isVisible()
    assert editor.target.message.text() == "Not a port number: use 1 to 65535"
    assert not editor.save_button.isEnabled()
    for _ in "port":
        QTest.keyClick(editor.target.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor.target.line, "2222")
    assert not editor.target.message.isVisible()
    assert editor.save_button.isEnabled()
    with qtbot.wait_signal(editor.asked_to_save) as saved:
        QTest.keyClick(editor.target.line, Qt.Key.Key_Return)
    assert saved.args is not None
    assert saved.args[0].target == Hop(host="gpu", user="ann", port=2222)


def test_a_name_in_use_is_refused_at_once(qtbot: QtBot, make_editor: MakeEditor) -> None:
    editor = make_editor(FULL, {"Lab": "lab", "Office": "other"})
    editor.name.line.selectAll()
    QTest.keyClicks(editor.name.line, "Office")
    assert editor.name.message.text() == "A connection with this name exists"
    assert not editor.save_button.isEnabled()


def test_jump_hosts_keep_their_login_when_they_move(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.tabs.setCurrentWidget(editor.way)
    editor.way.jumps.list.setCurrentRow(1)
    editor.way.jumps.up_button.click()
    assert editor.connection().jumps == (FULL.jumps[1], FULL.jumps[0])
    editor.way.jumps.list.setCurrentRow(0)
    editor.way.jumps.remove_button.click()
    assert editor.connection().jumps == (FULL.jumps[0],)


def test_a_wrong_jump_host_is_said(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.tabs.setCurrentWidget(editor.way)
    editor.way.jumps.items[0].setText("ann@-evil")
    assert editor.way.jumps_message.text() == "Ann@-evil: not a host name"
    assert not editor.save_button.isEnabled()
    assert not editor.tabs.tabIcon(1).isNull()
    editor.way.jumps.items[0].setText("ann@good")
    assert editor.save_button.isEnabled()
    assert editor.connection().jumps[0].auth == FULL.jumps[0].auth


def test_a_wrong_sftp_server_command_is_said(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.advanced.command.line.setText("sudo\x1bsftp-server")
    assert "not a command" in editor.summary.text()
    assert not editor.save_button.isEnabled()
    assert not editor.tabs.tabIcon(4).isNull()
    editor.advanced.command.line.setText("")
    assert editor.save_button.isEnabled()
    assert editor.connection().sftp_command == ""


def test_each_machine_has_its_own_login(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.tabs.setCurrentWidget(editor.login)
    machines = [editor.login.machine.itemText(n) for n in range(editor.login.machine.count())]
    assert machines == ["ann@gpu.example (target)", "ann@gate.example:2222 (jump host)", "bob@fd00::1 (jump host)"]
    editor.login.machine.setCurrentIndex(1)
    assert not editor.login.keys.items
    editor.login.only.click()
    editor.login.alias.line.setText("the gate")
    assert not editor.save_button.isEnabled()
    editor.login.alias.line.setText("gate")
    saved = editor.connection()
    expected = replace(
        FULL.jumps[0],
        host_key_alias="gate",
        auth=replace(FULL.jumps[0].auth, identities_only=True),
    )
    assert saved.jumps[0] == expected
    assert saved.target == FULL.target


def test_the_preferred_method_can_be_moved(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.tabs.setCurrentWidget(editor.login)
    methods = editor.login.methods
    methods.items[1].setCheckState(Qt.CheckState.Unchecked)
    methods.list.setCurrentRow(2)
    methods.up_button.click()
    methods.up_button.click()
    assert editor.connection().target.auth.methods == (AuthMethod.PASSWORD, AuthMethod.PUBLICKEY)


def test_proxy_and_command_exclude_each_other(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    choose(editor.way.kind, "command")
    assert not editor.save_button.isEnabled(), "the command is missing"
    editor.way.command.line.setText("nc %h %p")
    saved = editor.connection()
    assert (saved.proxy, saved.proxy_command) == (None, "nc %h %p")
    choose(editor.way.kind, "")
    saved = editor.connection()
    assert (saved.proxy, saved.proxy_command) == (None, "")


def dialog_of(editor: ConnectionEditor) -> ForwardDialog:
    found = editor.findChild(ForwardDialog)
    assert isinstance(found, ForwardDialog)
    return found


def test_a_forward_is_added_by_its_own_dialog(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.forwards.add_button.click()
    dialog = dialog_of(editor)
    assert "gpu.example" in dialog.sentence.text()
    dialog.kinds[ForwardKind.DYNAMIC].click()
    QTest.keyClicks(dialog.fields.user.line, "ann")
    QTest.keyClicks(dialog.fields.password.line, "s3cret")
    dialog.save_button.click()
    assert not dialog.isVisible()
    *before, new = editor.connection().forwards
    assert tuple(before) == FULL.forwards
    assert (new.kind, new.listen, new.user) == (ForwardKind.DYNAMIC, Endpoint("127.0.0.1", 1081), "ann")
    assert editor.passwords == {new.id: "s3cret"}


def test_a_forward_is_changed_in_its_place(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    editor.forwards.list.setCurrentRow(1)
    editor.forwards.edit_button.click()
    dialog = dialog_of(editor)
    QTest.keyClicks(dialog.fields.label.line, "shell")
    dialog.save_button.click()
    assert editor.connection().forwards == (
        FULL.forwards[0],
        replace(FULL.forwards[1], label="shell"),
        *FULL.forwards[2:],
    )
    editor.forwards.remove_button.click()
    assert editor.connection().forwards == (FULL.forwards[0], *FULL.forwards[2:])


def test_a_tick_says_what_comes_up_with_the_connection(make_editor: MakeEditor) -> None:
    editor = make_editor(FULL)
    assert editor.save_button.isEnabled()
    editor.forwards.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert editor.connection().forwards[0] == replace(FULL.forwards[0], enabled=False)
    assert "shared with your network" in editor.forwards.list.item(2).text()


def test_escape_asks_only_when_something_would_be_lost(qtbot: QtBot, make_editor: MakeEditor) -> None:
    untouched = make_editor(FULL)
    QTest.keyClick(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible()

    changed = make_editor(FULL)
    QTest.keyClicks(changed.group.line, "x")
    for text, stays in (("Keep editing", True), ("Discard", False)):
        QTest.keyClick(changed, Qt.Key.Key_Escape)
        box = next(box for box in changed.findChildren(QMessageBox) if box.isVisible())
        assert "Keep" in box.defaultButton().text()
        next(button for button in box.buttons() if text in button.text()).click()
        assert changed.isVisible() == stays


def choose(box: QComboBox, data: str) -> None:
    box.setCurrentIndex(box.findData(data))


LINKED = replace(
    FULL,
    link=SshConfigLink(host="gpu", options=("Port=2222",)),
    forwards=(replace(FULL.forwards[0], id="config-L-127.0.0.1:8080"), FULL.forwards[1]),
)


def test_a_connection_that_follows_a_file_is_shown_and_not_changed(make_editor: MakeEditor) -> None:
    editor = make_editor(LINKED, {LINKED.name: LINKED.id})
    assert "gpu in ~/.ssh/config" in editor.banner.label.text()
    for field in (editor.target, editor.way.kind, editor.login.keys, editor.advanced.interval):
        assert not field.isEnabled()
    assert editor.name.isEnabled()
    assert editor.advanced.again.isEnabled()
    editor.forwards.list.setCurrentRow(0)
    assert not editor.forwards.remove_button.isEnabled(), "it is the file's"
    editor.forwards.list.setCurrentRow(1)
    assert editor.forwards.remove_button.isEnabled()
    assert editor.connection() == LINKED


def test_unlinked_it_is_like_any_other_and_keeps_its_values(make_editor: MakeEditor) -> None:
    editor = make_editor(replace(LINKED, imported=False), {LINKED.name: LINKED.id})
    editor.banner.button.click()
    assert not editor.banner.isVisible()
    assert editor.target.isEnabled()
    assert editor.login.keys.isEnabled()
    assert editor.connection() == replace(LINKED, link=None, imported=True), "its commands are still asked about"
    assert editor.save_button.isEnabled()


def test_what_few_need_is_folded_away(make_editor: MakeEditor) -> None:
    editor = make_editor(replace(FULL, target=Hop(host="gpu", bind_address="::1")))
    editor.tabs.setCurrentWidget(editor.login)
    network, known_hosts, algorithms = editor.login.more.folds
    assert network.content.isVisible(), "there is something in it"
    assert not known_hosts.content.isVisible()
    QTest.keyClick(algorithms.heading, Qt.Key.Key_Space)
    assert algorithms.content.isVisible()


def test_the_warning_of_agent_forwarding_is_there_with_its_switch(make_editor: MakeEditor) -> None:
    editor = make_editor(replace(FULL, forward_agent=""))
    editor.tabs.setCurrentWidget(editor.login)
    forwarding = editor.login.forwarding
    assert not forwarding.warning.isVisible()
    forwarding.switch.click()
    assert forwarding.warning.isVisible()
    assert "root there can use your keys" in forwarding.warning.text()
    assert editor.connection().forward_agent == "yes"


def test_algorithms_are_completed_one_by_one(make_editor: MakeEditor) -> None:
    editor = make_editor(replace(FULL, target=Hop(host="gpu")))
    line = editor.login.more.algorithms.ciphers
    QTest.keyClicks(line.line, "aes256-ctr,aes128-g")
    completer = line.line.completer()
    completer.setCompletionPrefix(line.line.text())
    assert completer.currentCompletion() == "aes256-ctr,aes128-gcm@openssh.com"
    QTest.keyClicks(line.line, " !")
    assert "not the name of an algorithm" in editor.problem
    assert not editor.save_button.isEnabled()
