"""Where there is no tray, closing asks while something is up; whoever wants to quit is not asked again."""

import signal

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import Started, towpath
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from tests.support.wait import wait_for
from towpath.model.forward import Endpoint

START_SECONDS = 20.0


def test_a_signal_ends_the_program_without_a_tray_and_with_a_tunnel_up(sshd: Sshd, user_key: KeyFile) -> None:
    listen = Endpoint("127.0.0.1", free_port())
    know(sshd)
    with HttpServer() as site:
        save(connection("lab", hop(sshd, user_key), forward("web", site.port, listen=listen.port)))
        with Started() as window:
            wait_for(lambda: window.catches(signal.SIGTERM), timeout=START_SECONDS, what=lambda: window.err)
            assert towpath("up", "lab").code == 0
            assert not is_free(listen)
            done = window.end(signal.SIGTERM)
    assert done.code == 0
    assert done.err == ""
    assert is_free(listen)
