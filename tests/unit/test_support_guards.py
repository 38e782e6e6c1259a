"""The guards around every test catch what they are there for."""

import contextlib
import logging
import socket
import subprocess
import threading
from pathlib import Path

import pytest

from tests.support.guards import listening, no_leaks, no_unexpected_logs, own_sockets


@pytest.mark.parametrize(("name", "daemon"), [("other", False), ("towpath-relay", True)])
def test_a_thread_left_behind_is_named(name: str, daemon: bool) -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name=name, daemon=daemon)
    try:
        with pytest.raises(AssertionError, match=f"thread {name}"), no_leaks(patience=0.05):
            thread.start()
    finally:
        end.set()
        thread.join()


def test_a_listening_socket_left_behind_is_named() -> None:
    later = contextlib.ExitStack()
    with later, pytest.raises(AssertionError, match=r"listening TCP port \d+"), no_leaks(patience=0.05):
        later.enter_context(socket.create_server(("127.0.0.1", 0)))


def test_a_listening_unix_socket_left_behind_is_named(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        listener.listen()
        assert listening(own_sockets()) == [f"Unix socket {tmp_path / 'socket'}"]


def test_a_process_left_behind_is_named() -> None:
    with pytest.raises(AssertionError, match=r"process \d+: .*cat"), no_leaks(patience=0.05):
        process = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    process.communicate(timeout=5)


def test_what_ends_in_time_is_no_leak() -> None:
    with no_leaks():
        threading.Timer(0.05, lambda: None).start()


def log_errors(logger: logging.Logger, *texts: str) -> None:
    for text in texts:
        logger.error(text)


@pytest.mark.expects_log("lost", "first", "second", "third")  # the guard of this test sees them too
def test_warnings_fail_unless_expected() -> None:
    ours, paramiko = logging.getLogger("towpath.ssh"), logging.getLogger("paramiko.transport")
    with pytest.raises(AssertionError, match=r"towpath\.ssh WARNING: lost 3 packets"), no_unexpected_logs():
        ours.warning("lost %d packets", 3)
    with pytest.raises(AssertionError, match="second"), no_unexpected_logs(["paramiko.* ERROR: first"]):
        log_errors(paramiko, "first", "second")
    with no_unexpected_logs(["third"]):
        paramiko.error("the third")
        ours.info("fourth")
        logging.getLogger("elsewhere").error("fifth")


@pytest.mark.expects_log("allowed by its mark")
def test_the_mark_allows_a_warning() -> None:
    logging.getLogger("towpath").warning("allowed by its mark")
