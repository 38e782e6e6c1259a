"""Connections that live only as long as the engine (Quick connect), and what goes with a connection that is removed."""

from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import connection, forward
from tests.support.wait import wait_for
from towpath.model.command import (
    AddForward,
    RemoveConnection,
    RemoveForward,
    SaveConnection,
    SaveSettings,
    SetForwardPassword,
    Up,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, SettingsChanged
from towpath.model.forward import ForwardKind
from towpath.model.remembered import Remember, Remembered, RememberedPane
from towpath.model.settings import Bookmark, FileSettings, Settings
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place


def test_it_is_used_as_any_other_and_never_written(bench: StartBench) -> None:
    b = bench(connection("kept"))
    quick = connection("quick", 8001)
    assert b.do(SaveConnection(connection=quick, save=False)) is None
    assert b.do(Up(connection="quick")) is None
    assert b.do(AddForward(connection="quick", forward=forward(8002))) is None
    assert b.do(RemoveForward(connection="quick", forward="f8001")) is None
    assert b.do(SaveConnection(connection=replace(connection("kept"), group="g"))) is None
    state = b.state("quick")
    assert (state.saved, state.status) == (False, Status.UP)
    assert [one.forward.id for one in state.forwards] == ["f8002"]
    assert [one.id for one in b.config.config.connections] == ["kept"]
    assert b.state("kept").saved
    written = b.config.saved
    assert b.do(RemoveConnection(connection="quick")) is None
    assert b.config.saved == written
    assert b.engine.snapshot().by_id("quick") is None
    assert b.forwards.listening == set()


def test_it_can_be_saved_later_and_then_stays_so(bench: StartBench) -> None:
    b = bench()
    quick = connection("quick", 8001)
    b.do(SaveConnection(connection=quick, save=False))
    b.do(Up(connection="quick"))
    assert b.do(SaveConnection(connection=replace(quick, name="Named"))) is None
    assert b.state("quick").saved
    assert b.state("quick").status is Status.UP
    assert [one.name for one in b.config.config.connections] == ["Named"]
    assert b.do(SaveConnection(connection=quick, save=False)) is None
    assert b.state("quick").saved
    assert list(b.config.config.connections) == [quick]


def test_its_name_is_taken_too(bench: StartBench) -> None:
    b = bench(connection("kept"))
    b.do(SaveConnection(connection=connection("quick"), save=False))
    clash = replace(connection("new"), name="Quick")
    assert b.do(SaveConnection(connection=clash)) is ProblemKind.NAME_TAKEN
    assert b.do(SaveConnection(connection=replace(clash, name="Kept"), save=False)) is ProblemKind.NAME_TAKEN


def test_a_secret_that_it_uses_outlives_a_saved_one_and_goes_with_it(bench: StartBench) -> None:
    saved = connection("saved")
    b = bench(saved)
    account = ("password", saved.target.account("me"))
    b.secrets.kept[account] = "x"
    b.do(SaveConnection(connection=replace(connection("quick"), target=saved.target), save=False))
    b.do(RemoveConnection(connection="saved"))
    assert account in b.secrets.kept
    b.do(RemoveConnection(connection="quick"))
    wait_for(lambda: account not in b.secrets.kept, what="the password to go")


def test_the_password_of_its_forward_is_not_kept(bench: StartBench) -> None:
    b = bench()
    proxy = replace(forward(8001), id="proxy", kind=ForwardKind.DYNAMIC, target=None, user="me")
    b.do(SaveConnection(connection=replace(connection("quick"), forwards=(proxy,)), save=False))
    assert b.do(SetForwardPassword(connection="quick", forward="proxy", password="one")) is None
    assert b.secrets.kept == {}


def test_with_a_connection_go_the_places_there(bench: StartBench) -> None:
    b = bench(connection("a"), connection("b"))
    there, other, here = Place("a", b"/x"), Place("b", b"/y"), Place(HERE, b"/z")
    bookmarks = (
        Bookmark(label="gone", place=there, other=here),
        Bookmark(label="half", place=here, other=there, synchronised=True),
        Bookmark(label="whole", place=other, other=here, synchronised=True),
    )
    b.do(SaveSettings(settings=Settings(files=FileSettings(bookmarks=bookmarks, show_hidden=True))))
    pane = RememberedPane(tabs=(there, here, other), current=2)
    b.do(Remember(remembered=Remembered(left=pane, recent=(there, other), geometry="g")))
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    assert b.do(RemoveConnection(connection="a")) is None
    left = (Bookmark(label="half", place=here), bookmarks[2])
    settings = Settings(files=FileSettings(bookmarks=left, show_hidden=True))
    assert b.config.config.settings == b.engine.snapshot().settings == settings
    assert SettingsChanged(settings) in seen
    remembered = b.engine.snapshot().remembered
    assert remembered == Remembered(left=RememberedPane(tabs=(here, other), current=1), recent=(other,), geometry="g")


def test_with_one_that_was_not_saved_go_the_places_there(bench: StartBench) -> None:
    b = bench(connection("a"))
    b.do(SaveConnection(connection=connection("quick"), save=False))
    bookmark = Bookmark(label="gone", place=Place("quick", b"/x"))
    b.do(SaveSettings(settings=Settings(files=FileSettings(bookmarks=(bookmark,)))))
    assert b.do(RemoveConnection(connection="quick")) is None
    assert b.config.config.settings.files.bookmarks == ()


def test_settings_that_could_not_be_written_are_not_pretended(bench: StartBench) -> None:
    b = bench(connection("a"))
    b.config.broken = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json")
    assert b.do(SaveSettings(settings=Settings(files=FileSettings(show_hidden=True)))) is ProblemKind.FILE_UNWRITABLE
    b.config.broken = None
    assert b.do(SaveConnection(connection=connection("b"))) is None
    assert b.config.config.settings == b.engine.snapshot().settings == Settings()


def test_a_disabled_forward_that_is_added_stays_down(bench: StartBench) -> None:
    b = bench(connection("a"))
    b.do(Up(connection="a"))
    assert b.do(AddForward(connection="a", forward=replace(forward(8001), enabled=False))) is None
    assert b.do(AddForward(connection="a", forward=forward(8002))) is None
    assert b.forwards.listening == {8002}


def test_places_of_one_that_was_not_saved_are_no_more_at_the_next_start(bench: StartBench) -> None:
    b = bench(connection("a"))
    b.do(SaveConnection(connection=connection("quick"), save=False))
    bookmark = Bookmark(label="gone", place=Place("quick", b"/x"))
    b.do(SaveSettings(settings=Settings(files=FileSettings(bookmarks=(bookmark,)))))
    b.do(Remember(remembered=Remembered(recent=(Place("quick", b"/x"), Place("a", b"/y")))))
    b.engine.stop()
    again = bench(*b.config.config.connections, config=b.config, remembered=b.remembered)
    assert again.engine.snapshot().settings.files.bookmarks == ()
    assert again.engine.snapshot().remembered == Remembered(recent=(Place("a", b"/y"),))
