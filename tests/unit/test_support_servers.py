"""The tests' own recorder, relay, web site and TCP servers do what other tests rely on."""

import errno
import os
import re
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.support.askpass import Askpass
from tests.support.dropbear import Dropbear, dropbear_missing
from tests.support.http import HttpServer
from tests.support.keys import KeyFile, KeyMaker
from tests.support.pattern import BLOCK, Pattern, PatternCheck
from tests.support.recorder import Recorder
from tests.support.relay import LinkRelay
from tests.support.slow_link import SlowLink
from tests.support.small_disk import SmallDisk, small_disk_missing
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


def test_a_slow_link_takes_its_time_and_loses_nothing(tcp_servers: TcpServers) -> None:
    address = "127.0.0.1"
    with (
        SlowLink(tcp_servers.answer_port, delay=0.05) as link,
        socket.create_connection((address, link.port), timeout=5) as client,
    ):
        began = time.monotonic()
        data = bytes(3_000_000)
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        assert client.recv(1000) == answer_to(data)
        assert client.recv(10) == b""
        assert time.monotonic() - began >= 0.1


@pytest.mark.skipif(bool(dropbear_missing()), reason=dropbear_missing())
def test_dropbear_lets_a_key_in_to_its_own_home(tmp_path: Path, user_key: KeyFile) -> None:
    with Dropbear(tmp_path, authorized=[user_key]) as server:
        known_hosts = tmp_path / "known_hosts"
        known_hosts.write_text(server.known_hosts_lines())
        argv = ["ssh", "-F", "none", "-o", f"UserKnownHostsFile={known_hosts}", "-o", "BatchMode=yes"]
        argv += ["-i", str(user_key.path), "-p", str(server.port), "-l", server.user, "127.0.0.1", "pwd"]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=30, check=False)
        assert (done.stdout.strip(), done.stderr) == (str(server.home), "")


@pytest.mark.skipif(bool(small_disk_missing()), reason=small_disk_missing())
def test_a_small_disk_is_soon_full_and_elsewhere_nothing_is_seen_of_it(tmp_path: Path) -> None:
    with SmallDisk(tmp_path / "disk", mebibytes=1) as disk:

        def write(size: int) -> int:
            return (disk.folder / "file").write_bytes(bytes(size))

        assert disk.call(lambda: write(1000)) == 1000
        with pytest.raises(OSError, match=re.escape(os.strerror(errno.ENOSPC))):
            disk.call(lambda: write(2 << 20))
        assert not list(disk.folder.iterdir())
        listed = subprocess.run([*disk.enter, "ls", str(disk.folder)], capture_output=True, check=True)
        assert listed.stdout == b"file\n"
        disk.make_read_only()
        with pytest.raises(OSError, match=re.escape(os.strerror(errno.EROFS))):
            disk.call(lambda: write(1))
