"""URLs that a server downloads for a front end: what is reported, and that it can be withdrawn."""

import os
import threading
from pathlib import Path

import pytest

from tests.engine.fakes import Outcome
from tests.support.engine import Profiles, do
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.connection import HostKeyPolicy
from towpath.model.error import ProblemKind
from towpath.model.event import Event, Finding, Reported
from towpath.model.file_work import DownloadUrl, Progressed, Withdraw
from towpath.model.transfer import HERE, Place

PAGE = b"page" * 100_000


@pytest.fixture
def engine(profiles: Profiles, user_key: KeyFile, sshd: Sshd) -> Engine:
    profiles.save(connection("box", hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW)))
    return profiles.own(EngineKind.COMMAND_LINE).engine


def test_it_is_reported_and_withdrawn(engine: Engine, tmp_path: Path) -> None:
    reports: list[Finding] = []

    def hear(event: Event) -> None:
        if isinstance(event, Reported):
            reports.append(event.report)

    engine.subscribe(hear)
    folder = Place("box", os.fsencode(tmp_path / "there"))
    (tmp_path / "there").mkdir()
    with HttpServer({"/file": PAGE}) as site:
        url = f"http://127.0.0.1:{site.port}/file"
        assert do(engine, DownloadUrl(request="one", url=url, folder=folder)) is None
        target = tmp_path / "there" / "file"
        assert target.read_bytes() == PAGE
        assert reports[-1] == Progressed(done=len(PAGE), total=len(PAGE), current=os.fsencode(target))

        reports.clear()
        gate = site.gates["/file"] = threading.Event()
        outcome = Outcome()
        engine.submit(DownloadUrl(request="two", url=url, folder=folder, name=b"second"), outcome)
        wait_for(lambda: any(isinstance(report, Progressed) and report.done for report in reports), what="a report")
        assert do(engine, Withdraw(request="two")) is None
        problem = outcome.problem()
        assert problem
        assert problem.kind is ProblemKind.CANCELLED
        wait_for(lambda: list(target.parent.iterdir()) == [target], what="the rest to be removed")
        gate.set()


def test_this_machine_needs_no_other_to_download(engine: Engine, tmp_path: Path) -> None:
    command = DownloadUrl(request="x", url="http://x/", folder=Place(HERE, os.fsencode(tmp_path)))
    problem = do(engine, command)
    assert problem
    assert problem.kind is ProblemKind.UNSUPPORTED


@pytest.mark.parametrize("url", ["file:///etc/passwd", "x", "http://x/\n-o/etc/x"])
def test_what_is_no_url_is_refused(engine: Engine, tmp_path: Path, url: str) -> None:
    problem = do(engine, DownloadUrl(request="x", url=url, folder=Place("box", os.fsencode(tmp_path))))
    assert problem
    assert problem.kind is ProblemKind.INVALID
