"""The tests' own recorder, relay, web site and TCP servers do what other tests rely on."""

import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.support.askpass import Askpass
from tests.support.http import HttpServer
from tests.support.keys import KeyMaker
from tests.support.pattern import BLOCK, Pattern, PatternCheck
from tests.support.recorder import Recorder
from tests.support.relay import LinkRelay
from tests.support.tcp import Received, TcpServers, answer_to, receive_pattern, send_pattern


def test_recorder_keeps_every_secret_it_is_sent(keys: KeyMaker, tmp_path: Path) -> None:
    askpass = Askpass(tmp_path / "askpass", ["my password", "123456", "my password"])
    with Recorder(keys.key(name="recorder")) as recorder:
        argv = ["ssh", "-F", "none", "-p", str(recorder.port), "-l", "ann", "-o", "NumberOfPasswordPrompts=1"]
        argv += ["-o", f"UserKnownHostsFile={tmp_path}/known_hosts", "-o", "StrictHostKeyChecking=no"]
        argv += ["-o", "IdentityFile=none", "127.0.0.1", "true"]
        subprocess.run(argv, env=askpass.env, capture_output=True, timeout=30, check=False)
        assert recorder.connections == 1
        assert recorder.secrets == ("my password\n123456", "my password")
        assert recorder.attempts[0].method == "none"
        assert {attempt.user for attempt in recorder.attempts} == {"ann"}


def test_frozen_relay_passes_nothing_until_thawed(tcp_servers: TcpServers) -> None:
    with LinkRelay(tcp_servers.echo_port) as relay:
        with socket.create_connection(("127.0.0.1", relay.port), timeout=5) as client:
            client.sendall(b"one")
            assert client.recv(10) == b"one"
            relay.freeze()
            client.sendall(b"two")
            client.settimeout(0.2)
            with pytest.raises(TimeoutError):
                client.recv(10)
            relay.thaw()
            client.settimeout(5)
            assert client.recv(10) == b"two"
            relay.kill()
            assert client.recv(10) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", relay.port), timeout=5)


def test_relay_resets_its_connections_and_takes_new_ones(tcp_servers: TcpServers) -> None:
    with LinkRelay(tcp_servers.echo_port) as relay:
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", relay.port), timeout=5) as client:
                client.sendall(b"one")
                assert client.recv(10) == b"one"
                relay.reset()
                with pytest.raises(ConnectionResetError):
                    client.recv(10)


def test_web_site_counts_visits() -> None:
    with HttpServer({"/page": b"text"}) as site:
        for _ in range(2):
            with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/page", timeout=5) as reply:
                assert reply.read() == b"text"
        assert (site.visits, site.visits_of("/page"), site.visits_of("/")) == (2, 2, 0)
        assert site.hosts[0] == f"127.0.0.1:{site.port}"


def test_answer_comes_after_eof(tcp_servers: TcpServers) -> None:
    with socket.create_connection(("127.0.0.1", tcp_servers.answer_port), timeout=5) as client:
        client.sendall(b"question")
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as reply:
            assert reply.read() == answer_to(b"question")


def test_streams_are_checked_at_both_ends(tcp_servers: TcpServers) -> None:
    total = 5 * BLOCK + 12345
    through = tcp_servers.stream_port
    assert receive_pattern(through, total, seed=1) == Received(total, None)
    assert send_pattern(through, total, seed=2) == Received(total, None)


def test_pattern_check_finds_moved_blocks_and_flipped_bytes() -> None:
    blocks = list(Pattern(3).chunks(3 * BLOCK))
    swapped = PatternCheck(3)
    for block in (blocks[0], blocks[2], blocks[1]):
        swapped.feed(block)
    assert swapped.first_difference is not None
    assert BLOCK <= swapped.first_difference < BLOCK + 8
    flipped = PatternCheck(3)
    damaged = bytearray(b"".join(blocks))
    damaged[BLOCK + 77] ^= 1
    for start in range(0, len(damaged), 100_003):
        flipped.feed(damaged[start : start + 100_003])
    assert (flipped.received, flipped.first_difference) == (3 * BLOCK, BLOCK + 77)
