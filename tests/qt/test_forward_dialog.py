"""The dialog of one forward: what is typed becomes a sentence, a drawing, and values; what is wrong is said at once."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.qt.connections.forward_dialog import ForwardDialog

MakeDialog = Callable[..., ForwardDialog]
LOCAL, REMOTE, DYNAMIC = ForwardKind


@pytest.fixture
def make_dialog(qtbot: QtBot) -> MakeDialog:
    def make(forward: Forward | None = None, *others: Forward) -> ForwardDialog:
        dialog = ForwardDialog(forward, others, "cluster")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.add_widget(dialog, before_close_func=lambda _dialog: dialog.done(0))  # closing might ask
        with qtbot.wait_exposed(dialog):
            dialog.show()
        return dialog

    return make


def type_in(dialog: ForwardDialog, *, target: str = "", listen: str = "") -> None:
    """By the keyboard, as a person does."""
    if target:
        QTest.keyClicks(dialog.fields.target.line, target)
    if listen:
        dialog.fields.listen.line.selectAll()
        QTest.keyClicks(dialog.fields.listen.line, listen)


@pytest.mark.parametrize(
    ("kind", "target", "listen", "sentence", "ends"),
    [
        (
            LOCAL,
            "inner:8888",
            "",
            "Programs on this computer that open 127.0.0.1:8888 reach inner:8888, as seen from cluster.",
            [("127.0.0.1:8888", "inner:8888")],
        ),
        (
            REMOTE,
            "127.0.0.1:22",
            "3838",
            "Programs on cluster that open localhost:3838 reach 127.0.0.1:22 on this computer.",
            [("localhost:3838", "127.0.0.1:22")],
        ),
        (
            REMOTE,
            "nas:80",
            "",
            "Programs on cluster that open localhost:8080 reach nas:80, as seen from this computer.",
            [("localhost:8080", "nas:80")],
        ),
        (
            DYNAMIC,
            "",
            "",
            "Programs on this computer that use 127.0.0.1:1080 as SOCKS or HTTP proxy reach whatever cluster reaches.",
            [("127.0.0.1:1080", "None")],
        ),
        (
            LOCAL,
            "inner:80-81",
            "",
            "Programs on this computer that open 127.0.0.1:8080 to 8081 reach inner:80 to 81, as seen from cluster.",
            [("127.0.0.1:8080", "inner:80"), ("127.0.0.1:8081", "inner:81")],
        ),
        (
            LOCAL,
            "/var/run/docker.sock",
            "/tmp/docker.sock",
            "Programs on this computer that open /tmp/docker.sock reach /var/run/docker.sock, as seen from cluster.",
            [("/tmp/docker.sock", "/var/run/docker.sock")],
        ),
    ],
)
def test_what_is_typed_is_said_and_saved(
    qtbot: QtBot,
    make_dialog: MakeDialog,
    kind: ForwardKind,
    target: str,
    listen: str,
    sentence: str,
    ends: list[tuple[str, str]],
) -> None:
    dialog = make_dialog()
    QTest.mouseClick(dialog.kinds[kind], Qt.MouseButton.LeftButton)
    type_in(dialog, target=target, listen=listen)
    assert dialog.sentence.text() == sentence
    assert dialog.drawing.accessibleName() == sentence
    with qtbot.wait_signal(dialog.asked_to_save) as saved:
        QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert saved.args is not None
    made = saved.args[0]
    assert [(str(one.listen), str(one.target)) for one in made] == ends
    assert {one.kind for one in made} == {kind}
    assert len({one.id for one in made}) == len(made)
    assert all(one.enabled for one in made)


def test_a_new_dialog_complains_about_nothing(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    assert not dialog.save_button.isEnabled()
    assert not dialog.summary.isVisible()
    assert not dialog.fields.target.message.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible(), "nothing would be lost"


@pytest.mark.parametrize(
    ("target", "listen", "said"),
    [
        ("inner", "8888", "Not a host and a port: write host:port"),
        ("inner:99999", "8888", "Not a port number: use 1 to 65535"),
        ("-inner:80", "8888", "Not a host name"),
        ("inner:90-80", "8888", "Not a range of ports: the lower port first, at most 100"),
    ],
)
def test_a_wrong_target_is_said_beside_it(make_dialog: MakeDialog, target: str, listen: str, said: str) -> None:
    dialog = make_dialog()
    type_in(dialog, target=target, listen=listen)
    assert dialog.fields.target.message.isVisible()
    assert dialog.fields.target.message.text() == said
    assert not dialog.save_button.isEnabled()


def test_ranges_have_to_fit(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    type_in(dialog, target="inner:8888-8891", listen="8888-8889")
    assert dialog.summary.text().startswith("2 and 4 ports: the two ranges of ports differ in length")
    type_in(dialog, listen="8888-8891")
    assert not dialog.summary.isVisible()
    assert len(dialog.fields.forwards()) == 4


def test_the_port_follows_the_target_until_another_is_typed(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    type_in(dialog, target="inner:443")
    assert dialog.fields.listen.text == "8443"
    type_in(dialog, listen="9000")
    type_in(dialog, target="1")
    assert dialog.fields.target.text == "inner:4431"
    assert dialog.fields.listen.text == "9000"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (LOCAL, "Every machine that can reach this computer can then use that service"),
        (REMOTE, "GatewayPorts"),
        (DYNAMIC, "can then go wherever cluster can"),
    ],
)
def test_sharing_is_warned_of(make_dialog: MakeDialog, kind: ForwardKind, told: str) -> None:
    dialog = make_dialog()
    dialog.kinds[kind].click()
    type_in(dialog, target="" if kind is DYNAMIC else "inner:8888")
    assert not dialog.fields.warning.isVisible()
    dialog.fields.share.click()
    assert dialog.fields.warning.isVisible()
    assert told in dialog.fields.warning.label.text()
    assert "network" in dialog.sentence.text()
    (made,) = dialog.fields.forwards()
    assert made.listen.host == "*"
    dialog.fields.share.click()
    (made,) = dialog.fields.forwards()
    assert not made.listen.is_public


def test_an_address_that_is_typed_says_by_itself_whether_it_is_shared(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    type_in(dialog, target="inner:8888", listen="192.168.1.5:8888")
    assert not dialog.fields.share.isEnabled()
    assert dialog.fields.share.isChecked()
    assert dialog.fields.warning.isVisible()
    type_in(dialog, listen="[::1]:8888")
    assert not dialog.fields.share.isChecked()
    assert not dialog.fields.warning.isVisible()


def test_the_suggested_port_is_one_that_no_other_forward_has(make_dialog: MakeDialog) -> None:
    other = Forward(id="o", listen=Endpoint("127.0.0.1", 8889), target=Endpoint("web", 80))
    dialog = make_dialog(None, other, replace(other, id="p", kind=DYNAMIC, listen=Endpoint("*", 1080), target=None))
    type_in(dialog, target="inner:8888-8889")
    assert dialog.fields.listen.text == "8890-8891"
    dialog.kinds[REMOTE].click()
    assert dialog.fields.listen.text == "8888-8889", "the others do not listen there"
    dialog.kinds[DYNAMIC].click()
    assert dialog.fields.listen.text == "1081"


def test_a_proxy_with_a_user_needs_a_password(qtbot: QtBot, make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    dialog.kinds[DYNAMIC].click()
    QTest.keyClicks(dialog.fields.user.line, "ann")
    assert not dialog.save_button.isEnabled()
    QTest.keyClicks(dialog.fields.password.line, " s3cret ")
    with qtbot.wait_signal(dialog.asked_to_save) as saved:
        dialog.save_button.click()
    assert saved.args is not None
    assert saved.args[0][0].user == "ann"
    assert saved.args[1] == " s3cret ", "blanks may be a part of it"


def test_the_password_is_kept_when_only_something_else_changes(make_dialog: MakeDialog) -> None:
    proxy = Forward(id="p", kind=DYNAMIC, listen=Endpoint("127.0.0.1", 1080), user="ann")
    dialog = make_dialog(proxy)
    QTest.keyClicks(dialog.fields.label.line, "browse")
    assert dialog.save_button.isEnabled()
    assert dialog.fields.new_password == ""
    QTest.keyClicks(dialog.fields.user.line, "a")
    assert not dialog.save_button.isEnabled(), "another user has another password"


@pytest.mark.parametrize(
    "forward",
    [
        Forward(id="1", listen=Endpoint("127.0.0.1", 8888), target=Endpoint("inner", 80), label="web", enabled=False),
        Forward(id="2", listen=Endpoint("*", 8888), target=Endpoint("fd00::1", 80), program='viewer "%h" %p'),
        Forward(id="3", listen=Endpoint("0.0.0.0", 0), target=Endpoint("inner", 80)),
        Forward(id="4", kind=REMOTE, listen=Endpoint("*", 0), target=Endpoint.unix("/tmp/here.sock")),
        Forward(id="5", kind=REMOTE, listen=Endpoint.unix("/tmp/there.sock"), target=Endpoint("127.0.0.1", 22)),
        Forward(id="6", kind=DYNAMIC, listen=Endpoint("::1", 1080), user="ann"),
    ],
)
def test_a_forward_comes_back_unchanged(make_dialog: MakeDialog, forward: Forward) -> None:
    dialog = make_dialog(forward)
    assert dialog.fields.forwards() == (forward,)
    assert dialog.fields.is_untouched


def test_a_label_or_place_in_use_is_refused(make_dialog: MakeDialog) -> None:
    other = Forward(id="o", label="web", listen=Endpoint("127.0.0.1", 8888), target=Endpoint("web", 80))
    dialog = make_dialog(None, other, replace(other, id="r", kind=REMOTE, listen=Endpoint("localhost", 9000), label=""))
    type_in(dialog, target="inner:8888", listen="8888")
    assert dialog.summary.text() == "127.0.0.1:8888: another forward listens there"
    type_in(dialog, listen="9000")
    assert not dialog.summary.isVisible(), "the other one listens on the other side"
    QTest.keyClicks(dialog.fields.label.line, "web")
    assert dialog.summary.text() == "Web: another forward has this label"


def test_escape_asks_when_something_would_be_lost(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    type_in(dialog, target="inner:8888")
    for text, stays in (("Keep editing", True), ("Discard", False)):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        box = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
        next(button for button in box.buttons() if text in button.text()).click()
        assert dialog.isVisible() == stays


def test_the_kinds_can_be_chosen_by_keyboard(make_dialog: MakeDialog) -> None:
    dialog = make_dialog()
    dialog.kinds[DYNAMIC].setFocus()
    QTest.keyClick(dialog.kinds[DYNAMIC], Qt.Key.Key_Space)
    assert dialog.fields.kind is DYNAMIC
    assert not dialog.fields.target.isVisible()
    assert dialog.fields.user.isVisible()
